use super::*;

/// A CSV that weighs so many megabytes.
fn input(megabytes: usize) -> Input {
    Input { file: "plan.csv".to_owned(), bytes: Ok(vec![b'a'; megabytes * 1024 * 1024 / 8]) }
}

fn sizes(megabytes: &[usize]) -> Vec<usize> {
    let inputs: Vec<Input> = megabytes.iter().map(|size| input(*size)).collect();
    groups(&inputs.iter().collect::<Vec<_>>(), &Limits::default()).into_iter().map(<[&Input]>::len).collect()
}

#[test]
fn what_is_large_is_read_by_itself() {
    let all = MOST_BYTES / (1024 * 1024);
    assert_eq!(sizes(&[]), [0; 0]);
    assert_eq!(sizes(&[0, 0, 0]), [3]);
    assert_eq!(sizes(&[all + 1, 0, 0, all + 1, all + 1]), [1, 2, 1, 1]);
    assert_eq!(sizes(&[all / 2, all / 2, 1]), [2, 1]);
}

#[test]
fn the_order_stays() {
    let inputs: Vec<Input> = (0..9).map(|at| Input { file: at.to_string(), bytes: Ok(vec![0; at]) }).collect();
    let lengths =
        map(&inputs.iter().collect::<Vec<_>>(), &Limits::default(), |input| input.bytes.as_ref().unwrap().len());
    assert_eq!(lengths, (0..9).collect::<Vec<_>>());
}

#[test]
fn a_file_that_cannot_be_opened_weighs_nothing() {
    let none = Input { file: String::new(), bytes: Err("no se puede".to_owned()) };
    assert_eq!(weight_of(&none, &Limits::default()), 0);
}

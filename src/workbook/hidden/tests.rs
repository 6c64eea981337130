use super::*;

#[test]
fn ranges_are_put_in_order_and_joined() {
    assert_eq!(joined(vec![(5, 6), (0, 1), (2, 2), (6, 9), (20, 11), (12, 12), (3, 3)]), [(0, 3), (5, 9), (12, 12)]);
    assert_eq!(joined(vec![(0, u32::MAX), (7, 7)]), [(0, u32::MAX)]);
}

#[test]
fn a_range_that_follows_the_last_makes_it_longer() {
    let mut ranges = Vec::new();
    (0..1_000).for_each(|row| push(&mut ranges, (row, row)));
    assert_eq!(ranges, [(0, 999)]);
}

//! Three-valued logic: a verdict is true, false, or missing for a reason of any type.

/// `y`: false as soon as one is false; else missing if one is missing, with the first reason; else true.
pub(in crate::engine) fn all<G>(verdicts: impl IntoIterator<Item = Result<bool, G>>) -> Result<bool, G> {
    decide(verdicts, false)
}

/// `o`: true as soon as one is true; else missing if one is missing, with the first reason; else false.
pub(in crate::engine) fn any<G>(verdicts: impl IntoIterator<Item = Result<bool, G>>) -> Result<bool, G> {
    decide(verdicts, true)
}

fn decide<G>(verdicts: impl IntoIterator<Item = Result<bool, G>>, decisive: bool) -> Result<bool, G> {
    let mut missing = None;
    for verdict in verdicts {
        match verdict {
            Ok(truth) if truth == decisive => return Ok(decisive),
            Ok(_) => {}
            Err(reason) => missing = missing.or(Some(reason)),
        }
    }
    missing.map_or(Ok(!decisive), Err)
}

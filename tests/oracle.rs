//! A slow, obvious, row-by-row evaluator, written from the language's page alone, and random programs over random
//! tables that must come out alike in it and in the engine.
//!
//! `COTEJO_CASOS` sets how many programs each test runs, `COTEJO_SEMILLA` where their random numbers begin.

use std::cell::{Cell, RefCell};

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

mod calls;
mod choices;
mod compare;
mod eval;
mod expect;
mod judge;
mod names;
mod program;
mod ratio;
mod schema;
mod table;
mod trace;
mod value;
mod world;
mod write;

use compare::disagreement;
use program::Program;

/// Rule sets of one test, unless `COTEJO_CASOS` says otherwise; each is run on six sets of sheets on average, so that
/// the two tests together come to more than ten thousand cases.
const CASES: u32 = 900;

fn from_environment(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs random programs; they must come out in every way often enough.
fn agree(seed: u32) {
    let seed = from_environment("COTEJO_SEMILLA").unwrap_or(0).wrapping_mul(2).wrapping_add(seed);
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let cases = from_environment("COTEJO_CASOS").unwrap_or(CASES);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 1_500, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let tally = RefCell::new([0; 5]);
    let scenes = Cell::new(0);
    let programs = vec(any::<u16>(), 300..2_500).prop_map(|numbers| Program::random(&numbers));
    let outcome = runner.run(&programs, |program| {
        let agreed = disagreement(&program).map_err(TestCaseError::fail)?;
        scenes.set(scenes.get() + program.scenes.len());
        for (sum, count) in tally.borrow_mut().iter_mut().zip(agreed) {
            *sum += count;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let tally = tally.into_inner();
    if cases >= CASES {
        assert!(scenes.get() >= cases as usize * 5, "too few cases: {}", scenes.get());
        // Programs that come out in one way only would show little.
        assert!(tally.iter().all(|count| *count * 50 > tally.iter().sum::<usize>()), "{tally:?}");
    }
}

#[test]
fn random_programs_come_out_alike() {
    agree(0);
}

#[test]
fn more_random_programs_come_out_alike() {
    agree(1);
}

//! The solver against a plain one, and against chains that are hard on it.

use super::absorbing::Absorbing;

/// A random number in [0, 1), the same every time.
fn random(state: &mut u64) -> f64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1_u64 << 53) as f64
}

fn random_chain(size: usize, density: f64, seed: u64) -> Absorbing {
    let mut state = seed;
    let mut chain = Absorbing::default();
    for from in 0..size {
        let links = (0..size as u32).filter(|to| *to as usize != from);
        let links: Vec<u32> = links.filter(|_| random(&mut state) < density).collect();
        chain.rows.push(
            links
                .into_iter()
                .map(|to| (to, random(&mut state)))
                .collect(),
        );
        chain.conversion.push(random(&mut state) * 0.1);
        chain.null.push(random(&mut state) * 0.3 + 0.01);
    }
    chain
}

/// A by Gauss and Jordan: the inverse of D − W.
fn inverse(chain: &Absorbing) -> Vec<Vec<f64>> {
    let size = chain.rows.len();
    let mut rows = vec![vec![0.0; 2 * size]; size];
    for (from, row) in chain.rows.iter().enumerate() {
        rows[from][from] = row.iter().map(|(_, weight)| weight).sum::<f64>()
            + chain.conversion[from]
            + chain.null[from];
        row.iter()
            .for_each(|(to, weight)| rows[from][*to as usize] -= weight);
        rows[from][size + from] = 1.0;
    }
    for pivot in 0..size {
        let best = (pivot..size)
            .max_by(|a, b| rows[*a][pivot].abs().total_cmp(&rows[*b][pivot].abs()))
            .unwrap();
        rows.swap(pivot, best);
        let scale = rows[pivot][pivot];
        rows[pivot].iter_mut().for_each(|entry| *entry /= scale);
        for other in (0..size).filter(|other| *other != pivot) {
            let factor = rows[other][pivot];
            let row = rows[pivot].clone();
            rows[other]
                .iter_mut()
                .zip(row)
                .for_each(|(entry, by)| *entry -= factor * by);
        }
    }
    rows.into_iter().map(|row| row[size..].to_vec()).collect()
}

#[test]
fn sparse_and_dense_elimination_agree_with_a_plain_inverse() {
    for (size, density, seed) in [
        (1, 0.0, 1),
        (5, 0.5, 2),
        (40, 0.05, 3),
        (60, 0.03, 4),
        (80, 0.1, 5),
        (50, 0.9, 6),
        (90, 0.015, 7),
    ] {
        let chain = random_chain(size, density, seed);
        let plain = inverse(&chain);
        let dot = |row: &[f64]| {
            row.iter()
                .zip(&chain.conversion)
                .map(|(a, b)| a * b)
                .sum::<f64>()
        };
        let mut factors = chain.clone().factors();
        let reached = factors.conversion(&chain.conversion);
        let visited = factors.visits(0);
        for state in 0..size {
            assert!(
                (reached[state] - dot(&plain[state])).abs() < 1e-12,
                "{size}: h of {state}"
            );
            let expected = plain[0][state] / plain[state][state];
            assert!(
                (visited[state] - expected).abs() < 1e-12,
                "{size}: f of {state}"
            );
        }
        let last = size as u32 - 1;
        assert!(
            (chain.clone().probability(last, 1) - reached[size - 1]).abs() < 1e-13,
            "{size}"
        );
        assert!(
            (chain.probability(0, 1) - reached[0]).abs() < 1e-13,
            "{size}"
        );
    }
}

/// Two states that hand over to each other all but one time in 10¹⁵: subtraction would leave no digit.
#[test]
fn a_loop_that_is_hardly_ever_left_costs_no_digit() {
    let chain = Absorbing {
        rows: vec![vec![(1, 1.0)], vec![(2, 1e15)], vec![(1, 1e15)]],
        conversion: vec![0.0, 1.0, 0.0],
        null: vec![0.0, 0.0, 3.0],
    };
    let reached = chain.clone().factors().conversion(&chain.conversion);
    assert!((reached[0] - 0.25).abs() < 1e-14, "{reached:?}");
    let visited = chain.clone().factors().visits(0);
    assert!((visited[2] - 1.0).abs() < 1e-14, "{visited:?}");
    assert!((chain.probability(0, 1) - 0.25).abs() < 1e-14);
}

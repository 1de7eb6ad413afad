//! Random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).

/// The increment of SplitMix64, 2⁶⁴ over the golden ratio.
pub(crate) const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream of one draw: it depends on seed and draw alone, not on who draws, or in which order.
    pub fn of_draw(seed: u64, draw: u64) -> Self {
        Self(mixed(seed ^ mixed(draw.wrapping_mul(STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A number from 0 to below 1, with the 53 bits that a float has.
    pub fn unit(&mut self) -> f64 {
        const BITS: f64 = (1_u64 << 53) as f64;
        (self.next() >> 11) as f64 / BITS
    }

    /// A number below `bound`, by multiplication (Lemire 2019); the bias of bound/2⁶⁴ is left in.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Any order of the items, each as likely as the other (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
pub(crate) fn mixed(state: u64) -> u64 {
    let state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ state >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of the reference implementation (Vigna, splitmix64.c) for seed 1234567.
    #[test]
    fn the_reference_stream_comes_out() {
        let mut random = Random::new(1_234_567);
        let found = [random.next(), random.next(), random.next()];
        assert_eq!(
            found,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn units_fill_the_interval() {
        let mut sum = 0.0;
        for draw in 0..10_000 {
            let unit = Random::of_draw(7, draw).unit();
            assert!((0.0..1.0).contains(&unit));
            sum += unit;
        }
        assert!((sum / 10_000.0 - 0.5).abs() < 0.01, "{sum}");
    }
}

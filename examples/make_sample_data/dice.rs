//! Chance with a fixed seed: splitmix64, one stream per label, so that a change in one place moves nothing elsewhere.

/// A stream of pseudo-random numbers.
pub struct Dice(u64);

impl Dice {
    /// The stream of that label (FNV-1a of its bytes is the seed).
    pub fn new(label: &str) -> Self {
        Self(label.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.bits() % (high - low + 1) as u64) as i64
    }

    /// True `ppm` times in a million.
    pub fn chance(&mut self, ppm: i64) -> bool {
        self.between(0, 999_999) < ppm
    }

    /// How many of `trials` succeed, each with `ppm` in a million.
    pub fn hits(&mut self, trials: i64, ppm: i64) -> i64 {
        (0..trials).filter(|_| self.chance(ppm)).count() as i64
    }

    /// `value` moved by at most `permille` of itself.
    pub fn near(&mut self, value: i64, permille: i64) -> i64 {
        value * self.between(1000 - permille, 1000 + permille) / 1000
    }

    /// One of the items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[(self.bits() % items.len() as u64) as usize]
    }
}

//! The generator of the `random` module: the Mersenne Twister MT19937, seeded as Python seeds it.
//!
//! What the module builds on top in Python (`randrange`, `shuffle`, `gauss`, …) is not here; it all
//! comes down to [`Twister::random`] and [`Twister::bits`].

use num_bigint::{BigInt, BigUint};

/// Words of the state.
pub(crate) const SIZE: usize = 624;
/// The distance of the words that are mixed.
const SHIFT: usize = 397;

/// The state of one generator.
#[derive(Clone, Debug)]
pub(crate) struct Twister {
    state: [u32; SIZE],
    index: usize,
}

impl Twister {
    /// `random.seed(n)`: by the magnitude, in words of 32 bits. Other hashable objects are seeds by
    /// their hash, taken as unsigned; text and bytes as the int of their bytes with the SHA-512 of
    /// them behind.
    pub(crate) fn from_int(n: &BigInt) -> Twister {
        let mut key = n.magnitude().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Twister::from_key(&key)
    }

    /// The state that `getstate()` shows: 624 words and the position in them.
    pub(crate) fn state(&self) -> (&[u32; SIZE], usize) {
        (&self.state, self.index)
    }

    /// A generator in a state that `setstate()` gives; `None` if the position is beyond the words.
    pub(crate) fn from_state(state: [u32; SIZE], index: usize) -> Option<Twister> {
        (index <= SIZE).then_some(Twister { state, index })
    }

    /// The initialisation by array of the generator's authors.
    fn from_key(key: &[u32]) -> Twister {
        let mut state = [0u32; SIZE];
        state[0] = 19_650_218;
        for i in 1..SIZE {
            let last = state[i - 1];
            state[i] = (last ^ last >> 30).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        let mut i = 1;
        let mixed = |state: &[u32; SIZE], i: usize, factor: u32| {
            let last = state[i - 1];
            state[i] ^ (last ^ last >> 30).wrapping_mul(factor)
        };
        let advance = |state: &mut [u32; SIZE], i: &mut usize| {
            *i += 1;
            if *i == SIZE {
                state[0] = state[SIZE - 1];
                *i = 1;
            }
        };
        for step in 0..SIZE.max(key.len()) {
            let j = step % key.len();
            state[i] = mixed(&state, i, 1_664_525).wrapping_add(key[j]).wrapping_add(j as u32);
            advance(&mut state, &mut i);
        }
        for _ in 1..SIZE {
            state[i] = mixed(&state, i, 1_566_083_941).wrapping_sub(i as u32);
            advance(&mut state, &mut i);
        }
        state[0] = 0x8000_0000;
        Twister { state, index: SIZE }
    }

    /// Makes the next 624 words.
    fn twist(&mut self) {
        for i in 0..SIZE {
            let joined = self.state[i] & 0x8000_0000 | self.state[(i + 1) % SIZE] & 0x7fff_ffff;
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + SHIFT) % SIZE] ^ joined >> 1 ^ odd;
        }
        self.index = 0;
    }

    /// The next 32 random bits.
    pub(crate) fn word(&mut self) -> u32 {
        if self.index >= SIZE {
            self.twist();
        }
        let mut y = self.state[self.index];
        self.index += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    /// `random()`: 53 random bits as a fraction below one.
    pub(crate) fn random(&mut self) -> f64 {
        let high = f64::from(self.word() >> 5);
        let low = f64::from(self.word() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// `getrandbits(count)`.
    pub(crate) fn bits(&mut self, count: u64) -> BigUint {
        let mut words = Vec::with_capacity(count.div_ceil(32) as usize);
        let mut left = count;
        while left > 0 {
            let word = self.word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        BigUint::new(words)
    }
}

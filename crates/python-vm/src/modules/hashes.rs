//! The hashes of the module `hashlib`: MD5, SHA-1 and SHA-2.

use heap_model::Obj;

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_hashlib",
    doc: "",
    functions: &[function("digest", digest, Accepts::Positional(2, 2))],
    fill: |_, _| Ok(()),
};

/// `digest(name, data)`.
fn digest(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = vm.str_text(args.values[0])?;
    let data = vm.heap.byte_slice(args.values[1]).map(<[u8]>::to_vec).unwrap_or_default();
    vm.tick(data.len() as u64 / 8)?;
    let bytes = match name.as_str() {
        "md5" => md5(&data),
        "sha1" => sha1(&data),
        "sha224" => sha256(&data, &first_words(SHA224_PRIMES, 32), 28),
        "sha256" => sha256(&data, &first_words(SHA256_PRIMES, 0), 32),
        "sha384" => sha512(&data, &first_roots(SHA384_PRIMES), 48),
        "sha512" => sha512(&data, &first_roots(SHA256_PRIMES), 64),
        _ => return Err(vm.unsupported(format!("the hash {name}"))),
    };
    Ok(vm.heap.new_bytes(bytes))
}

/// The first primes from a place on.
fn primes(skip: usize, count: usize) -> Vec<u64> {
    let is_prime = |n: &u64| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d != 0);
    (2..).filter(is_prime).skip(skip).take(count).collect()
}

const SHA256_PRIMES: usize = 0;
const SHA224_PRIMES: usize = 8;
const SHA384_PRIMES: usize = 8;

/// 64 bits of the fraction of a root of degree 2 or 3: the constants of SHA-2.
fn root_fraction(n: u64, degree: u32) -> u64 {
    use num_bigint::BigUint;
    let scaled = BigUint::from(n) << (64 * degree as usize);
    let root = scaled.nth_root(degree);
    root.iter_u64_digits().next().unwrap_or(0)
}

/// The first state of SHA-256 (the upper halves) or of SHA-224 (from bit 32 on, the lower ones).
fn first_words(skip: usize, shift: u32) -> [u32; 8] {
    let mut state = [0; 8];
    for (word, prime) in state.iter_mut().zip(primes(skip, 8)) {
        let root = root_fraction(prime, 2);
        *word = if shift == 32 { root as u32 } else { (root >> 32) as u32 };
    }
    state
}

fn first_roots(skip: usize) -> [u64; 8] {
    let mut state = [0; 8];
    for (word, prime) in state.iter_mut().zip(primes(skip, 8)) {
        *word = root_fraction(prime, 2);
    }
    state
}

/// The data with the bit 1, zeros and its length in bits behind it.
fn padded(data: &[u8], block: usize, length: &[u8]) -> Vec<u8> {
    let mut padded = data.to_vec();
    padded.push(0x80);
    while (padded.len() + length.len()) % block != 0 {
        padded.push(0);
    }
    padded.extend_from_slice(length);
    padded
}

fn md5(data: &[u8]) -> Vec<u8> {
    const SHIFTS: [[u32; 4]; 4] =
        [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let bits = (data.len() as u64).wrapping_mul(8);
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded(data, 64, &bits.to_le_bytes()).chunks(64) {
        let word =
            |place: usize| u32::from_le_bytes([0, 1, 2, 3].map(|byte| block[4 * place + byte]));
        let [mut a, mut b, mut c, mut d] = state;
        for step in 0..64 {
            let (mixed, place) = match step / 16 {
                0 => (b & c | !b & d, step),
                1 => (d & b | !d & c, (5 * step + 1) % 16),
                2 => (b ^ c ^ d, (3 * step + 5) % 16),
                _ => (c ^ (b | !d), 7 * step % 16),
            };
            let constant = ((step as f64 + 1.0).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mixed).wrapping_add(constant).wrapping_add(word(place));
            let turned = sum.rotate_left(SHIFTS[step / 16][step % 4]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
        }
        for (word, new) in state.iter_mut().zip([a, b, c, d]) {
            *word = word.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn sha1(data: &[u8]) -> Vec<u8> {
    let bits = (data.len() as u64).wrapping_mul(8);
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded(data, 64, &bits.to_be_bytes()).chunks(64) {
        let mut words: Vec<u32> = block
            .chunks(4)
            .map(|bytes| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
            .collect();
        for place in 16..80 {
            let word = words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16];
            words.push(word.rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (step, word) in words.into_iter().enumerate() {
            let (mixed, constant) = match step / 20 {
                0 => (b & c | !b & d, 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let sum = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        }
        for (word, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *word = word.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn sha256(data: &[u8], first: &[u32; 8], size: usize) -> Vec<u8> {
    let bits = (data.len() as u64).wrapping_mul(8);
    let constants: Vec<u32> =
        primes(0, 64).into_iter().map(|prime| (root_fraction(prime, 3) >> 32) as u32).collect();
    let mut state = *first;
    for block in padded(data, 64, &bits.to_be_bytes()).chunks(64) {
        let mut words: Vec<u32> = block
            .chunks(4)
            .map(|bytes| u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
            .collect();
        for place in 16..64 {
            let (a, b) = (words[place - 15], words[place - 2]);
            let low = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let high = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            let sum = words[place - 16].wrapping_add(low).wrapping_add(words[place - 7]);
            words.push(sum.wrapping_add(high));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (word, constant) in words.into_iter().zip(&constants) {
            let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let first = h
                .wrapping_add(high)
                .wrapping_add(e & f ^ !e & g)
                .wrapping_add(*constant)
                .wrapping_add(word);
            let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let second = low.wrapping_add(a & b ^ a & c ^ b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (word, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).take(size).collect()
}

fn sha512(data: &[u8], first: &[u64; 8], size: usize) -> Vec<u8> {
    let bits = (data.len() as u128).wrapping_mul(8);
    let constants: Vec<u64> =
        primes(0, 80).into_iter().map(|prime| root_fraction(prime, 3)).collect();
    let mut state = *first;
    for block in padded(data, 128, &bits.to_be_bytes()).chunks(128) {
        let mut words: Vec<u64> = block
            .chunks(8)
            .map(|bytes| bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)))
            .collect();
        for place in 16..80 {
            let (a, b) = (words[place - 15], words[place - 2]);
            let low = a.rotate_right(1) ^ a.rotate_right(8) ^ a >> 7;
            let high = b.rotate_right(19) ^ b.rotate_right(61) ^ b >> 6;
            let sum = words[place - 16].wrapping_add(low).wrapping_add(words[place - 7]);
            words.push(sum.wrapping_add(high));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (word, constant) in words.into_iter().zip(&constants) {
            let high = e.rotate_right(14) ^ e.rotate_right(18) ^ e.rotate_right(41);
            let first = h
                .wrapping_add(high)
                .wrapping_add(e & f ^ !e & g)
                .wrapping_add(*constant)
                .wrapping_add(word);
            let low = a.rotate_right(28) ^ a.rotate_right(34) ^ a.rotate_right(39);
            let second = low.wrapping_add(a & b ^ a & c ^ b & c);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (word, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).take(size).collect()
}

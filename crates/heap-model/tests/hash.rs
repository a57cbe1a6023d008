//! Hashes against what CPython printed for the same values under PYTHONHASHSEED=0; 3.11.7, 3.12.1,
//! 3.13.18, 3.14.10 and 3.15.2 agree on all of them.

use heap_model::hash::*;
use heap_model::memory::{Addr, Memory};
use num_bigint::BigInt;

#[test]
fn strings() {
    let measured: [(&str, i64); 18] = [
        ("", 0),
        ("a", 4644417185603328019),
        ("ab", 6148830537548944441),
        ("hello", -2096571579003691106),
        ("hello world", -5642461784034726774),
        ("0123456", -9148306751049235591),
        ("01234567", -2720791140458926906),
        ("012345678", -5215866000161560749),
        ("__init__", 4748292593639647670),
        ("é", 6047309291227476195),
        ("éa", 1878941200683983304),
        ("ÿ", 3476900567878811119),
        ("Ā", 75343234424780393),
        ("€uro", 7542247858446192590),
        ("日本語", 7116994712188270),
        ("😀", -3536540696076613844),
        ("a😀é", -8497194953991201300),
        ("\0", 7541581120933061747),
    ];
    for (text, hash) in measured {
        assert_eq!(str_hash(text), hash, "{text:?}");
    }
    assert_eq!(str_hash(&"x".repeat(100)), 1359644457043326220);
}

#[test]
fn bytes() {
    let all: Vec<u8> = (0..=255).collect();
    let measured: [(&[u8], i64); 5] = [
        (b"", 0),
        (b"a", 4644417185603328019),
        (b"abc", -4594863902769663758),
        (&[0xff; 9], -2129700217430894956),
        (&all, 3579909164457460488),
    ];
    for (bytes, hash) in measured {
        assert_eq!(bytes_hash(bytes), hash, "{bytes:?}");
    }
}

#[test]
fn ints() {
    let prime = MODULUS as i64;
    let measured = [
        (0, 0),
        (1, 1),
        (-1, -2),
        (-2, -2),
        (prime, 0),
        (-prime, 0),
        (prime - 1, prime - 1),
        (prime + 1, 1),
        (-prime - 1, -2),
        (1 << 62, 2),
        (i64::MAX, 3),
        (i64::MIN, -4),
        (1_000_000_000_000_000_000, 1_000_000_000_000_000_000),
    ];
    for (value, hash) in measured {
        assert_eq!(int_hash(value), hash, "{value}");
        assert_eq!(bigint_hash(&BigInt::from(value)), hash, "{value}");
    }
    let big = |base: i32, exponent| BigInt::from(base).pow(exponent);
    assert_eq!(bigint_hash(&big(2, 63)), 4);
    assert_eq!(bigint_hash(&(-big(2, 63) - 1)), -5);
    assert_eq!(bigint_hash(&big(2, 64)), 8);
    assert_eq!(bigint_hash(&big(10, 30)), 465258685558744706);
    assert_eq!(bigint_hash(&-big(10, 30)), -465258685558744706);
    assert_eq!(bigint_hash(&big(2, 1000)), 16777216);
    assert_eq!(bigint_hash(&big(7, 400)), 620122114854260244);
}

#[test]
fn floats() {
    let somewhere = Memory::new().malloc(24);
    let measured: [(f64, i64); 20] = [
        (0.0, 0),
        (-0.0, 0),
        (1.0, 1),
        (-1.0, -2),
        (0.5, 1152921504606846976),
        (1.5, 1152921504606846977),
        (-1.5, -1152921504606846977),
        (0.1, 230584300921369408),
        (9.81, 1867732837463093257),
        (1e100, 1822893315824342674),
        (-1e100, -1822893315824342674),
        (5e-324, 16777216),
        (f64::MAX, 2234066890152476671),
        (2305843009213693952.0, 1),
        (f64::INFINITY, 314159),
        (f64::NEG_INFINITY, -314159),
        (f64::MIN_POSITIVE, 32768),
        (-0.25, -576460752303423488),
        (1e18, 1000000000000000000),
        (123456.789, 1819310134279660096),
    ];
    for (value, hash) in measured {
        assert_eq!(float_hash(value, somewhere), hash, "{value}");
        assert_eq!(complex_hash(value, 0.0, somewhere), hash, "{value}+0j");
    }
    assert_eq!(float_hash(f64::NAN, somewhere), pointer_hash(somewhere));
}

#[test]
fn complex_numbers() {
    let somewhere = Memory::new().malloc(32);
    let measured = [
        ((0.0, 1.0), 1000003),
        ((0.0, -1.0), -2000006),
        ((1.0, 2.0), 2000007),
        ((0.5, -1.5), -2305843009214693955),
        ((-1.0, 0.0), -2),
    ];
    for ((real, imaginary), hash) in measured {
        assert_eq!(complex_hash(real, imaginary, somewhere), hash, "{real}+{imaginary}j");
    }
}

#[test]
fn tuples_and_slices() {
    assert_eq!(tuple_hash([]), 5740354900026072187);
    assert_eq!(tuple_hash([1]), -6644214454873602895);
    assert_eq!(tuple_hash([1, 2]), -3550055125485641917);
    assert_eq!(tuple_hash([2, 1]), 6794810172467074373);
    assert_eq!(tuple_hash([str_hash("a")]), 7319529274390396360);
    assert_eq!(tuple_hash([tuple_hash([1, 2]), 3]), -333907151259015829);
    assert_eq!(tuple_hash([0; 10]), -7222447081605638768);
    // (1.5, 'x', None), from 3.12: there hash(None) is a constant.
    for release in &heap_model::release::RELEASES[1..] {
        let none = release.none_hash.unwrap();
        let items = [float_hash(1.5, Memory::new().malloc(24)), str_hash("x"), none];
        assert_eq!(tuple_hash(items), -4074884202266382763);
        assert_eq!(slice_hash([none, 5, none]), 1765991802173826621);
    }
    assert_eq!(slice_hash([1, 2, 3]), -2340833382717974474);
    // hash(range(10)) is that of (length, start, step).
    assert_eq!(tuple_hash([10, 0, 1]), -7546101314042312252);
}

#[test]
fn frozensets() {
    assert_eq!(frozenset_hash([]), 133146708735736);
    assert_eq!(frozenset_hash([1]), -558064481276695278);
    assert_eq!(frozenset_hash([1, 2, 3]), -272375401224217160);
    assert_eq!(frozenset_hash([3, 1, 2]), -272375401224217160);
    assert_eq!(frozenset_hash(["a", "b"].map(str_hash)), 1679668661828516449);
    assert_eq!(frozenset_hash(0..100), 4411996150312757951);
    assert_eq!(frozenset_hash([int_hash(-1), int_hash(-2)]), 399283329322573);
    assert_eq!(frozenset_hash([frozenset_hash([1]), frozenset_hash([])]), -67101846648477850);
}

#[test]
fn addresses() {
    let address = Addr::from_id(0x7f00_0012_3450).unwrap();
    assert_eq!(pointer_hash(address), 0x7f0_0001_2345);
    assert_eq!(method_hash(address, 0x55), 0x7f0_0001_2345 ^ 0x55);
}

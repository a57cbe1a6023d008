//! Renames addresses, so that two runs can be compared whose objects lie elsewhere.
//!
//! The first address that a text shows becomes `<id1>`, the next other one `<id2>`, and so on:
//! what is left is which are equal and where they stand. How it was written is kept (`0x<id1>` is
//! hexadecimal), and so is a hash made from an address (`<hash of id1>`).
//!
//! Most addresses are recognised by their size: a 64-bit Linux maps heap and libraries where no
//! ordinary number of a program lies, and the model lays its arenas out there too. But a CPython
//! that is linked to a fixed address keeps its small ints, `None` and built-in types at addresses
//! as low as 11645608, which a program could also have counted to. For these, [`super::real`] asks
//! the interpreter which low numbers `id()` gave out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// The low numbers that could be addresses within a fixed executable.
pub const FIXED: std::ops::Range<u64> = 0x40_0000..0x400_0000;

/// Names given to addresses so far.
#[derive(Debug, Default)]
pub struct Addresses {
    named: Vec<u64>,
    fixed: BTreeSet<u64>,
}

/// Places where a number may stand, in order of preference.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?P<at> at 0x)(?P<athex>[0-9a-fA-F]+)\b",
        r"|\b(?P<prefix>0[xX]0*)(?P<hex>[1-9a-fA-F][0-9a-fA-F]*)\b",
        r"|\b\d+\.\d+",
        r"|\b(?P<grouped>\d{1,3}(?:[,_]\d{3}){2,})\b",
        r"|\b(?P<decimal>\d{7,15})\b",
        r"|\b(?P<bare>[0-9a-fA-F]{12})\b",
    );
    Regex::new(pattern).expect("the pattern is a constant")
});

impl Addresses {
    /// For texts of an interpreter whose `id()` also gave out these low numbers.
    pub fn with_fixed(fixed: BTreeSet<u64>) -> Addresses {
        Addresses { named: vec![], fixed }
    }

    /// The text with its addresses renamed; names go on from the texts before.
    pub fn rename(&mut self, text: &str) -> String {
        NUMBER.replace_all(text, |found: &Captures| self.renamed(found)).into_owned()
    }

    fn renamed(&mut self, found: &Captures) -> String {
        let whole = &found[0];
        let group = |name: &str| found.name(name).map(|m| m.as_str());
        let hexadecimal = |digits: &str| u64::from_str_radix(digits, 16).ok();
        let mapped = if let Some(digits) = group("athex") {
            hexadecimal(digits).map(|n| format!(" at 0x<id{}>", self.name(n)))
        } else if let Some(digits) = group("hex") {
            let prefix = group("prefix").unwrap_or_default();
            hexadecimal(digits)
                .filter(|n| self.is_address(*n))
                .map(|n| format!("{prefix}<id{}>", self.name(n)))
        } else if let Some(digits) = group("grouped") {
            let separator = if digits.contains(',') { ',' } else { '_' };
            let number: Option<u64> = digits.replace([',', '_'], "").parse().ok();
            number
                .filter(|n| self.is_address(*n))
                .map(|n| format!("<id{}:{separator}>", self.name(n)))
        } else if let Some(digits) = group("decimal") {
            match digits.parse().ok() {
                Some(n) if self.is_address(n) => Some(format!("<id{}>", self.name(n))),
                // A default hash is the address with its low four bits, all zero, rotated away.
                Some(n) if is_mapped(n << 4) => Some(format!("<hash of id{}>", self.name(n << 4))),
                _ => None,
            }
        } else if let Some(digits) = group("bare") {
            let letters = digits.contains(|c: char| c.is_ascii_alphabetic());
            hexadecimal(digits)
                .filter(|n| letters && is_mapped(*n))
                .map(|n| format!("<id{}:x>", self.name(n)))
        } else {
            None
        };
        mapped.unwrap_or_else(|| whole.to_owned())
    }

    fn is_address(&self, number: u64) -> bool {
        is_mapped(number) || self.fixed.contains(&number)
    }

    fn name(&mut self, address: u64) -> usize {
        if let Some(index) = self.named.iter().position(|known| *known == address) {
            return index + 1;
        }
        self.named.push(address);
        self.named.len()
    }
}

/// Whether a number lies where a 64-bit Linux process maps its heap, libraries and anonymous memory.
pub fn is_mapped(number: u64) -> bool {
    (0x5500_0000_0000..0x5700_0000_0000).contains(&number)
        || (0x7000_0000_0000..0x8000_0000_0000).contains(&number)
}

/// The low numbers in a text that would be addresses if the executable lies at a fixed place.
pub fn could_be_fixed(text: &str) -> bool {
    NUMBER.captures_iter(text).any(|found| {
        let hexadecimal = found.name("hex").and_then(|m| u64::from_str_radix(m.as_str(), 16).ok());
        let grouped =
            found.name("grouped").and_then(|m| m.as_str().replace([',', '_'], "").parse().ok());
        let decimal = found.name("decimal").and_then(|m| m.as_str().parse().ok());
        hexadecimal.or(grouped).or(decimal).is_some_and(|n| FIXED.contains(&n))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, renamed: &str) {
        let mut addresses = Addresses::with_fixed(BTreeSet::from([11645608]));
        assert_eq!(addresses.rename(text), renamed);
    }

    #[test]
    fn equal_addresses_get_one_name_in_every_notation() {
        check(
            "140273639549224 0x7f93c5b4e128 140273639549232 7f93c5b4e128 <f at 0x7f93c5b4e130>",
            "<id1> 0x<id2> <id3> <id2:x> <f at 0x<id4>>",
        );
        check("140,273,639,549,224 140_273_639_549_224", "<id1:,> <id1:_>");
    }

    #[test]
    fn a_hash_of_an_address_names_the_address() {
        check("140273639549232 8767102471827", "<id1> <hash of id1>");
    }

    #[test]
    fn low_numbers_are_addresses_only_when_id_gave_them_out() {
        check("11645608 11645609 0xb1b2a8", "<id1> 11645609 0x<id1>");
        check("<method-wrapper at 0x9abcde>", "<method-wrapper at 0x<id1>>");
        assert!(could_be_fixed("x 11645608"));
        assert!(!could_be_fixed("x 1000000 99"));
    }

    #[test]
    fn ordinary_numbers_stay() {
        check(
            "1000000007 0.140273639549224 0xff 3.14 123456789012 deadbeef",
            "1000000007 0.140273639549224 0xff 3.14 123456789012 deadbeef",
        );
    }
}

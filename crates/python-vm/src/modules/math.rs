//! The module `math`.

use heap_model::{Obj, Payload, Runtime};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::NativeModule;
use super::arguments::Signature;
use crate::bytecode::Binary;
use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, NativeDef, function};
use crate::text::int;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: FUNCTIONS,
    fill: |vm, module| {
        for (name, value) in [
            ("pi", std::f64::consts::PI),
            ("e", std::f64::consts::E),
            ("tau", std::f64::consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ] {
            let value = vm.heap.new_float(value);
            super::set(vm, module, name, value);
        }
        Ok(())
    },
};

const TWO: Accepts = Accepts::Positional(2, 2);

/// A function of one float. The words are those of its domain error from 3.14.
macro_rules! real {
    ($name:literal, $function:expr) => {
        real!($name, $function, "math domain error")
    };
    ($name:literal, $function:expr, $words:literal) => {
        function(
            $name,
            |vm, args| {
                let x = vm.as_float(args.values[0])?;
                let compute: fn(f64) -> f64 = $function;
                let y = compute(x);
                checked(vm, x, y, $words)
            },
            Accepts::One,
        )
    };
}

static FUNCTIONS: &[NativeDef] = &[
    real!("sqrt", f64::sqrt, "expected a nonnegative input, got {}"),
    real!("cbrt", f64::cbrt),
    real!("exp", f64::exp),
    real!("exp2", f64::exp2),
    real!("expm1", f64::exp_m1),
    real!("log1p", f64::ln_1p, "expected argument value > -1, got {}"),
    real!("sin", f64::sin, "expected a finite input, got {}"),
    real!("cos", f64::cos, "expected a finite input, got {}"),
    real!("tan", f64::tan, "expected a finite input, got {}"),
    real!("asin", f64::asin, "expected a number in range from -1 up to 1, got {}"),
    real!("acos", f64::acos, "expected a number in range from -1 up to 1, got {}"),
    real!("atan", f64::atan),
    real!("sinh", f64::sinh),
    real!("cosh", f64::cosh),
    real!("tanh", f64::tanh),
    real!("asinh", f64::asinh),
    real!("acosh", f64::acosh, "expected argument value not less than 1, got {}"),
    real!("atanh", f64::atanh, "expected a number between -1 and 1, got {}"),
    real!("fabs", f64::abs),
    real!("degrees", |x| x * (180.0 / std::f64::consts::PI)),
    real!("radians", |x| x * (std::f64::consts::PI / 180.0)),
    real!("ulp", ulp),
    function("atan2", |vm, args| two(vm, args, f64::atan2), TWO),
    function("copysign", |vm, args| two(vm, args, f64::copysign), TWO),
    function("pow", pow, TWO),
    function("fmod", fmod, TWO),
    function("remainder", remainder, TWO),
    function("ldexp", ldexp, TWO),
    function("frexp", frexp, Accepts::One),
    function("modf", modf, Accepts::One),
    function("nextafter", nextafter, Accepts::Any),
    function("isnan", |vm, args| test(vm, args, f64::is_nan), Accepts::One),
    function("isinf", |vm, args| test(vm, args, f64::is_infinite), Accepts::One),
    function("isfinite", |vm, args| test(vm, args, f64::is_finite), Accepts::One),
    function("isclose", isclose, Accepts::Any),
    function("isnormal", |vm, args| test(vm, args, f64::is_normal), Accepts::One),
    function("issubnormal", |vm, args| test(vm, args, f64::is_subnormal), Accepts::One),
    function("signbit", |vm, args| test(vm, args, f64::is_sign_negative), Accepts::One),
    function("fmax", |vm, args| two(vm, args, f64::max), TWO),
    function("fmin", |vm, args| two(vm, args, f64::min), TWO),
    function("log", log, Accepts::Any),
    function("log2", |vm, args| logarithm(vm, args.values[0], f64::log2), Accepts::One),
    function("log10", |vm, args| logarithm(vm, args.values[0], f64::log10), Accepts::One),
    function("floor", floor, Accepts::One),
    function("ceil", ceil, Accepts::One),
    function("trunc", trunc, Accepts::One),
    function("factorial", factorial, Accepts::One),
    function("isqrt", isqrt, Accepts::One),
    function("gcd", gcd, Accepts::Any),
    function("lcm", lcm, Accepts::Any),
    function("comb", comb, TWO),
    function("perm", perm, Accepts::Positional(1, 2)),
    function("prod", prod, Accepts::Any),
    function("fsum", fsum, Accepts::One),
    function("sumprod", sumprod, TWO),
    function("hypot", hypot, Accepts::Any),
    function("dist", dist, TWO),
    function("fma", fma, Accepts::Positional(3, 3)),
    function("gamma", |vm, _| Err(vm.unsupported("math.gamma()")), Accepts::One),
    function("lgamma", |vm, _| Err(vm.unsupported("math.lgamma()")), Accepts::One),
    function("erf", |vm, _| Err(vm.unsupported("math.erf()")), Accepts::One),
    function("erfc", |vm, _| Err(vm.unsupported("math.erfc()")), Accepts::One),
];

fn domain_error(vm: &mut Machine, x: f64, words: &str) -> Raise {
    if vm.heap.release.library.math_says_what_it_expects {
        let shown = crate::text::float::repr(x);
        return vm.value_error(words.replace("{}", &shown));
    }
    vm.value_error("math domain error")
}

/// A result as an object: NaN and infinities that the argument does not explain are errors.
fn checked(vm: &mut Machine, x: f64, y: f64, words: &str) -> Result<Obj> {
    if y.is_nan() && !x.is_nan() {
        return Err(domain_error(vm, x, words));
    }
    if y.is_infinite() && x.is_finite() {
        // A pole is a domain error; anything else has grown too large.
        if words.contains("{}") {
            return Err(domain_error(vm, x, words));
        }
        return Err(vm.overflow_error("math range error"));
    }
    Ok(vm.heap.new_float(y))
}

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = x.next_up();
    if next.is_infinite() { x - x.next_down() } else { next - x }
}

fn floats(vm: &mut Machine, args: Args<'_>) -> Result<(f64, f64)> {
    Ok((vm.as_float(args.values[0])?, vm.as_float(args.values[1])?))
}

fn two(vm: &mut Machine, args: Args<'_>, compute: fn(f64, f64) -> f64) -> Result<Obj> {
    let (x, y) = floats(vm, args)?;
    Ok(vm.heap.new_float(compute(x, y)))
}

fn test(vm: &mut Machine, args: Args<'_>, holds: fn(f64) -> bool) -> Result<Obj> {
    let x = vm.as_float(args.values[0])?;
    Ok(vm.heap.new_bool(holds(x)))
}

fn pow(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (x, y) = floats(vm, args)?;
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || x == 0.0 && result.is_infinite() {
            return Err(vm.value_error("math domain error"));
        }
        if result.is_infinite() {
            return Err(vm.overflow_error("math range error"));
        }
    }
    Ok(vm.heap.new_float(result))
}

fn fmod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (x, y) = floats(vm, args)?;
    let result = if y.is_infinite() && x.is_finite() { x } else { x % y };
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(vm.value_error("math domain error"));
    }
    Ok(vm.heap.new_float(result))
}

/// The IEEE remainder: to the nearest multiple, ties to the even one.
fn remainder(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (x, y) = floats(vm, args)?;
    if x.is_nan() || y.is_nan() {
        return Ok(vm.heap.new_float(f64::NAN));
    }
    if x.is_infinite() || y == 0.0 {
        return Err(vm.value_error("math domain error"));
    }
    if y.is_infinite() {
        return Ok(vm.heap.new_float(x));
    }
    let (absolute, step) = (x.abs(), y.abs());
    let rest = absolute % step;
    let complement = step - rest;
    let result = if rest < complement {
        rest
    } else if rest > complement {
        -complement
    } else {
        rest - 2.0 * ((0.5 * (absolute - rest)) % step)
    };
    Ok(vm.heap.new_float(1f64.copysign(x) * result))
}

/// Mantissa in `0.5..1` and exponent.
fn split(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    if exponent == 0 {
        let (mantissa, exponent) = split(x * 2f64.powi(64));
        return (mantissa, exponent - 64);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent - 1022)
}

fn frexp(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let x = vm.as_float(args.values[0])?;
    let (mantissa, exponent) = split(x);
    let parts = vec![vm.heap.new_float(mantissa), vm.heap.new_int(exponent)];
    Ok(vm.heap.new_tuple(parts))
}

fn ldexp(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let x = vm.as_float(args.values[0])?;
    if !matches!(vm.heap.payload(args.values[1]), Payload::Int(_) | Payload::BigInt(_)) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let exponent = vm.index_clamped(args.values[1])?.clamp(-5000, 5000) as i32;
    if x == 0.0 || !x.is_finite() {
        return Ok(vm.heap.new_float(x));
    }
    let (mantissa, own) = split(x);
    let total = own as i32 + exponent;
    if total > 1024 {
        return Err(vm.overflow_error("math range error"));
    }
    // In two steps: a subnormal result is rounded once.
    let result = if total > -1000 {
        mantissa * 2f64.powi(total - 1) * 2.0
    } else {
        mantissa * 2f64.powi(-1000) * 2f64.powi((total + 1000).max(-1000))
    };
    Ok(vm.heap.new_float(result))
}

fn modf(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let x = vm.as_float(args.values[0])?;
    let (fraction, whole) =
        if x.is_infinite() { (0f64.copysign(x), x) } else { (x.fract().copysign(x), x.trunc()) };
    let parts = vec![vm.heap.new_float(fraction), vm.heap.new_float(whole)];
    Ok(vm.heap.new_tuple(parts))
}

fn nextafter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.count(vm, 0, "nextafter", 2, 2)?;
    let (x, y) = floats(vm, args)?;
    let mut steps = 1u64;
    for (name, value) in args.keywords() {
        if vm.heap.str_text(name) != "steps" {
            let name = vm.heap.str_text(name).to_owned();
            return Err(vm.unexpected_keyword("nextafter", &name));
        }
        if value != vm.heap.none() {
            match vm.index_clamped(value)? {
                count if count < 0 => {
                    return Err(vm.value_error("steps must be a non-negative integer"));
                }
                count => steps = count as u64,
            }
        }
    }
    if x.is_nan() || y.is_nan() {
        return Ok(vm.heap.new_float(f64::NAN));
    }
    // Floats in their order, as integers.
    let place = |x: f64| {
        let bits = x.to_bits() as i64;
        i128::from(if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits })
    };
    let (from, to) = (place(x), place(y));
    let steps = i128::from(steps);
    let reached = if from < to { (from + steps).min(to) } else { (from - steps).max(to) };
    let result = if reached == to {
        y
    } else if reached < 0 {
        f64::from_bits(i64::MIN.wrapping_sub(reached as i64) as u64)
    } else {
        f64::from_bits(reached as u64)
    };
    Ok(vm.heap.new_float(result))
}

fn isclose(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "isclose",
        params: &["a", "b", "rel_tol", "abs_tol"],
        positional_only: 0,
        keyword_only_from: 2,
        required: 2,
    };
    let [a, b, relative, absolute] = args.bind(vm, 0, &SIGNATURE)?;
    let a = vm.as_float(a.expect("required"))?;
    let b = vm.as_float(b.expect("required"))?;
    let relative = match relative {
        Some(relative) => vm.as_float(relative)?,
        None => 1e-9,
    };
    let absolute = match absolute {
        Some(absolute) => vm.as_float(absolute)?,
        None => 0.0,
    };
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    let close = if a == b {
        true
    } else if a.is_infinite() || b.is_infinite() {
        false
    } else {
        let difference = (b - a).abs();
        difference <= (relative * b).abs()
            || difference <= (relative * a).abs()
            || difference <= absolute
    };
    Ok(vm.heap.new_bool(close))
}

/// A logarithm of a number, which may be an int beyond the range of floats.
fn logarithm_of(vm: &mut Machine, value: Obj, compute: fn(f64) -> f64) -> Result<f64> {
    let expected = "expected a positive input";
    if let Some(number) = vm.heap.integer(value) {
        if !number.is_positive() {
            return Err(domain_error(vm, 0.0, expected));
        }
        if let Some(x) = int::to_f64(&number) {
            return Ok(compute(x));
        }
        let exponent = number.bits();
        let head = (&number >> (exponent - 64)).to_f64().unwrap_or(0.0);
        let mantissa = head / 2f64.powi(64);
        return Ok(compute(mantissa) + compute(2.0) * exponent as f64);
    }
    let x = vm.as_float(value)?;
    if x <= 0.0 {
        return Err(domain_error(vm, x, expected));
    }
    Ok(compute(x))
}

fn logarithm(vm: &mut Machine, value: Obj, compute: fn(f64) -> f64) -> Result<Obj> {
    let result = logarithm_of(vm, value, compute)?;
    Ok(vm.heap.new_float(result))
}

fn log(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "math.log")?;
    if args.values.is_empty() && !vm.heap.release.library.log_counts_like_others {
        return Err(vm.type_error("math.log requires 1 to 2 arguments"));
    }
    args.count(vm, 0, "log", 1, 2)?;
    let result = logarithm_of(vm, args.values[0], f64::ln)?;
    let Some(&base) = args.values.get(1) else { return Ok(vm.heap.new_float(result)) };
    let base = logarithm_of(vm, base, f64::ln)?;
    if base == 0.0 {
        return Err(vm.zero_division("division by zero"));
    }
    Ok(vm.heap.new_float(result / base))
}

// --- whole numbers ---

/// Rounds by a special method, else as a float.
fn rounded(vm: &mut Machine, value: Obj, method: &str, compute: fn(f64) -> f64) -> Result<Obj> {
    if matches!(vm.heap.payload(value), Payload::Float(_)) {
        let x = vm.heap.float_value(value).unwrap_or_default();
        return whole(vm, compute(x));
    }
    let name = vm.heap.intern(method);
    let result = vm.call_special(value, name, &[]);
    vm.decref(name);
    if let Some(result) = result? {
        return Ok(result);
    }
    let x = vm.as_float(value)?;
    whole(vm, compute(x))
}

fn whole(vm: &mut Machine, x: f64) -> Result<Obj> {
    match int::from_f64(x) {
        Ok(number) => Ok(vm.heap.new_bigint(number)),
        Err(_) if x.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        Err(_) => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn floor(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    rounded(vm, args.values[0], "__floor__", f64::floor)
}

fn ceil(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    rounded(vm, args.values[0], "__ceil__", f64::ceil)
}

fn trunc(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = args.values[0];
    if let Some(x) = vm.heap.float_value(value) {
        return whole(vm, x.trunc());
    }
    let name = vm.names.__trunc__;
    match vm.call_special(value, name, &[])? {
        Some(result) => Ok(result),
        None => {
            let class = vm.type_name_of(value);
            Err(vm.type_error(format!("type {class} doesn't define __trunc__ method")))
        }
    }
}

/// An int argument of any size.
fn integer(vm: &mut Machine, value: Obj) -> Result<BigInt> {
    let index = vm.index(value)?;
    let number = vm.heap.integer(index);
    vm.decref(index);
    Ok(number.unwrap_or_default())
}

fn factorial(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let number = integer(vm, args.values[0])?;
    if number.is_negative() {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Some(number) = number.to_u64().filter(|&number| number <= i64::MAX as u64) else {
        return Err(
            vm.overflow_error(format!("factorial() argument should not exceed {}", i64::MAX))
        );
    };
    let product = product_of_range(vm, 1, number)?;
    Ok(vm.heap.new_bigint(product))
}

/// The product of the numbers from `from` to `to`, both included.
fn product_of_range(vm: &mut Machine, from: u64, to: u64) -> Result<BigInt> {
    // Bits of the result, roughly: more than the memory allows need not be computed.
    let count = to.saturating_sub(from) as f64;
    let bytes = count * (to.max(2) as f64).log2() / 8.0;
    vm.check_room(bytes.min(1e18) as usize)?;
    // Both halves of the last product have half of its bits; all shorter ones together cost three
    // times as much.
    let bits = bytes as u64 * 4;
    vm.tick(count as u64 + int::multiplication_cost(bits, bits).saturating_mul(4))?;
    Ok(product_between(from, to))
}

fn product_between(from: u64, to: u64) -> BigInt {
    if from > to {
        return BigInt::one();
    }
    if to - from < 8 {
        return (from..=to).map(BigInt::from).product();
    }
    let middle = from + (to - from) / 2;
    product_between(from, middle) * product_between(middle + 1, to)
}

fn isqrt(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let number = integer(vm, args.values[0])?;
    match int::isqrt(&number) {
        Some(root) => Ok(vm.heap.new_bigint(root)),
        None => Err(vm.value_error("isqrt() argument must be nonnegative")),
    }
}

fn gcd(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "math.gcd")?;
    let mut result = BigInt::zero();
    for &value in args.values {
        let number = integer(vm, value)?;
        result = int::gcd(&result, &number);
    }
    Ok(vm.heap.new_bigint(result))
}

fn lcm(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "math.lcm")?;
    let mut result = BigInt::one();
    for &value in args.values {
        let number = integer(vm, value)?;
        result = result.lcm(&number);
    }
    Ok(vm.heap.new_bigint(result.abs()))
}

/// `n` and `k`, neither negative.
fn choices(vm: &mut Machine, n: Obj, k: Obj) -> Result<(BigInt, BigInt)> {
    let (n, k) = (integer(vm, n)?, integer(vm, k)?);
    for (number, name) in [(&n, "n"), (&k, "k")] {
        if number.is_negative() {
            return Err(vm.value_error(format!("{name} must be a non-negative integer")));
        }
    }
    Ok((n, k))
}

/// The product of the `count` numbers down from `n`.
fn falling(vm: &mut Machine, n: &BigInt, count: u64) -> Result<BigInt> {
    if count == 0 {
        return Ok(BigInt::one());
    }
    if let Some(n) = n.to_u64() {
        return product_of_range(vm, n - count + 1, n);
    }
    let bytes = (count as f64) * (n.bits() as f64) / 8.0;
    vm.check_room(bytes.min(1e18) as usize)?;
    let mut product = BigInt::one();
    for offset in 0..count {
        vm.tick(1 + product.bits() / 64 * (n.bits() / 64))?;
        product *= n - offset;
    }
    Ok(product)
}

fn comb(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (n, k) = choices(vm, args.values[0], args.values[1])?;
    if k > n {
        return Ok(vm.heap.new_int(0));
    }
    let other = &n - &k;
    let k = k.min(other);
    let Some(count) = k.to_u64() else {
        return Err(vm.overflow_error("min(n - k, k) must not exceed 9223372036854775807"));
    };
    let numerator = falling(vm, &n, count)?;
    let denominator = product_of_range(vm, 1, count)?;
    vm.tick(int::division_cost(numerator.bits(), denominator.bits()))?;
    Ok(vm.heap.new_bigint(numerator / denominator))
}

fn perm(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let Some(&k) = args.values.get(1).filter(|&&k| k != none) else {
        return factorial(vm, Args { values: &args.values[..1], names: &[] });
    };
    let (n, k) = choices(vm, args.values[0], k)?;
    if k > n {
        return Ok(vm.heap.new_int(0));
    }
    let Some(count) = k.to_u64() else {
        return Err(vm.overflow_error("k must not exceed 9223372036854775807"));
    };
    let result = falling(vm, &n, count)?;
    Ok(vm.heap.new_bigint(result))
}

fn prod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "prod",
        params: &["", "start"],
        positional_only: 1,
        keyword_only_from: 1,
        required: 1,
    };
    let [iterable, start] = args.bind(vm, 0, &SIGNATURE)?;
    let mut total = match start {
        Some(start) => vm.new_ref(start),
        None => vm.heap.new_int(1),
    };
    let result = vm.for_each(iterable.expect("required"), |vm, item| {
        let new = vm.binary(Binary::Mul, total, item)?;
        let old = std::mem::replace(&mut total, new);
        vm.decref(old);
        Ok(())
    });
    match result {
        Ok(()) => Ok(total),
        Err(raise) => {
            vm.decref(total);
            Err(raise)
        }
    }
}

// --- exact sums ---

/// Adds floats without rounding until the end: the sum is kept as floats that do not overlap.
#[derive(Default)]
struct ExactSum {
    partials: Vec<f64>,
}

impl ExactSum {
    fn add(&mut self, x: f64) {
        let mut x = x;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let mut y = self.partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        self.partials.push(x);
    }

    /// The sum, rounded once.
    fn value(mut self) -> f64 {
        let Some(mut high) = self.partials.pop() else { return 0.0 };
        let mut low = 0.0;
        while let Some(next) = self.partials.pop() {
            let x = high;
            high = x + next;
            low = next - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // Half-way cases are decided by what follows.
        if let Some(&next) = self.partials.last()
            && (low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0)
        {
            let doubled = low * 2.0;
            let x = high + doubled;
            if doubled == x - high {
                high = x;
            }
        }
        high
    }
}

fn fsum(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut sum = ExactSum::default();
    let mut special = 0.0;
    let mut opposed = false;
    vm.for_each(args.values[0], |vm, item| {
        let x = vm.as_float(item)?;
        if x.is_finite() {
            sum.add(x);
            if sum.partials.last().is_some_and(|last| !last.is_finite()) {
                return Err(vm.overflow_error("intermediate overflow in fsum"));
            }
        } else {
            opposed |= x.is_infinite() && special == -x;
            special += x;
        }
        Ok(())
    })?;
    if opposed {
        return Err(vm.value_error("-inf + inf in fsum"));
    }
    let result = if special == 0.0 { sum.value() } else { special };
    Ok(vm.heap.new_float(result))
}

fn sumprod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let left = vm.collect(args.values[0])?;
    let right = match vm.collect(args.values[1]) {
        Ok(right) => right,
        Err(raise) => {
            vm.decref_all(left);
            return Err(raise);
        }
    };
    let result = sum_of_products(vm, &left, &right);
    vm.decref_all(left);
    vm.decref_all(right);
    result
}

fn sum_of_products(vm: &mut Machine, left: &[Obj], right: &[Obj]) -> Result<Obj> {
    if left.len() != right.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let is_float = |vm: &Machine, x: Obj| matches!(vm.heap.payload(x), Payload::Float(_));
    let is_number = |vm: &Machine, x: Obj| is_float(vm, x) || vm.heap.int_value(x).is_some();
    let all = || left.iter().chain(right).copied();
    if all().any(|x| is_float(vm, x)) && all().all(|x| is_number(vm, x)) {
        let mut sum = ExactSum::default();
        for (&a, &b) in left.iter().zip(right) {
            let (a, b) = (vm.as_float(a)?, vm.as_float(b)?);
            let product = a * b;
            sum.add(product);
            sum.add(a.mul_add(b, -product));
        }
        return Ok(vm.heap.new_float(sum.value()));
    }
    let mut total = vm.heap.new_int(0);
    for (&a, &b) in left.iter().zip(right) {
        let product = vm.binary(Binary::Mul, a, b);
        let new = product.and_then(|product| {
            let new = vm.binary(Binary::Add, total, product);
            vm.decref(product);
            new
        });
        vm.decref(total);
        total = new?;
    }
    Ok(total)
}

/// The length of a vector, as good as rounded once.
fn norm(coordinates: &[f64]) -> f64 {
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let largest = coordinates.iter().fold(0f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 || coordinates.len() == 1 {
        return largest;
    }
    let (_, exponent) = split(largest);
    // A power of two scales without rounding.
    let scale = |x: f64| {
        let half = (exponent / 2) as i32;
        x * 2f64.powi(-half) * 2f64.powi(half - exponent as i32)
    };
    let mut squares = ExactSum::default();
    for &x in coordinates {
        let x = scale(x);
        let square = x * x;
        squares.add(square);
        squares.add(x.mul_add(x, -square));
    }
    let root = squares.partials.iter().sum::<f64>().sqrt();
    let square = root * root;
    squares.add(-square);
    squares.add(-root.mul_add(root, -square));
    let root = root + squares.value() / (2.0 * root);
    let half = (exponent / 2) as i32;
    root * 2f64.powi(half) * 2f64.powi(exponent as i32 - half)
}

fn hypot(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "math.hypot")?;
    let mut coordinates = Vec::new();
    for &value in args.values {
        coordinates.push(vm.as_float(value)?);
    }
    Ok(vm.heap.new_float(norm(&coordinates)))
}

fn dist(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut points = [Vec::new(), Vec::new()];
    for (point, &value) in points.iter_mut().zip(args.values) {
        let items = vm.collect(value)?;
        for &item in &items {
            point.push(vm.as_float(item));
        }
        vm.decref_all(items);
    }
    let [p, q] = points;
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut differences = Vec::new();
    for (p, q) in p.into_iter().zip(q) {
        differences.push(p? - q?);
    }
    Ok(vm.heap.new_float(norm(&differences)))
}

fn fma(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (x, y) = floats(vm, args)?;
    let z = vm.as_float(args.values[2])?;
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(vm.value_error("invalid operation in fma"));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(vm.overflow_error("overflow in fma"));
    }
    Ok(vm.heap.new_float(result))
}

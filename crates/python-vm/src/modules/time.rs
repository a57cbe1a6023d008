//! The module `time`, on a virtual clock.
//!
//! A run reads no real clock: time passes with executed instructions and with `sleep`, so that the
//! same program always takes the same time. The calendar starts at a fixed day, in UTC.

use heap_model::{Obj, Payload, Runtime};

use super::NativeModule;
use super::native_types::NativeType;
use super::struct_sequence::{self, sequence_fields, sequence_type};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// What one instruction takes, in nanoseconds.
const INSTRUCTION: u64 = 20;
/// `time.time()` when a program starts: 2026-01-01 00:00:00 UTC, in seconds.
const START: u64 = 1_767_225_600;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "time",
    doc: "This module provides various functions to manipulate time values.",
    functions: &[
        function("time", |vm, _| seconds(vm, Clock::Calendar), Accepts::Nothing),
        function("time_ns", |vm, _| nanoseconds(vm, Clock::Calendar), Accepts::Nothing),
        function("perf_counter", |vm, _| seconds(vm, Clock::Running), Accepts::Nothing),
        function("perf_counter_ns", |vm, _| nanoseconds(vm, Clock::Running), Accepts::Nothing),
        function("monotonic", |vm, _| seconds(vm, Clock::Running), Accepts::Nothing),
        function("monotonic_ns", |vm, _| nanoseconds(vm, Clock::Running), Accepts::Nothing),
        function("process_time", |vm, _| seconds(vm, Clock::Work), Accepts::Nothing),
        function("process_time_ns", |vm, _| nanoseconds(vm, Clock::Work), Accepts::Nothing),
        function("thread_time", |vm, _| seconds(vm, Clock::Work), Accepts::Nothing),
        function("thread_time_ns", |vm, _| nanoseconds(vm, Clock::Work), Accepts::Nothing),
        function("sleep", sleep, Accepts::One),
        function("gmtime", calendar_time, Accepts::Positional(0, 1)),
        function("localtime", calendar_time, Accepts::Positional(0, 1)),
        function("mktime", mktime, Accepts::One),
        function("asctime", asctime, Accepts::Positional(0, 1)),
        function("ctime", ctime, Accepts::Positional(0, 1)),
        function("strftime", strftime, Accepts::Positional(1, 2)),
        function("strptime", |vm, _| Err(vm.unsupported("time.strptime()")), Accepts::Any),
    ],
    fill: |vm, module| {
        let zero = vm.heap.new_int(0);
        for name in ["timezone", "altzone", "daylight"] {
            let zero = vm.new_ref(zero);
            super::set(vm, module, name, zero);
        }
        vm.decref(zero);
        let names = vec![vm.heap.intern("UTC"), vm.heap.intern("UTC")];
        let names = vm.heap.new_tuple(names);
        super::set(vm, module, "tzname", names);
        let class = vm.native_type(&STRUCT_TIME);
        let class = vm.new_ref(class);
        super::set(vm, module, "struct_time", class);
        Ok(())
    },
};

static STRUCT_TIME: NativeType = sequence_type(
    "time",
    "struct_time",
    sequence_fields![
        "tm_year" = 0,
        "tm_mon" = 1,
        "tm_mday" = 2,
        "tm_hour" = 3,
        "tm_min" = 4,
        "tm_sec" = 5,
        "tm_wday" = 6,
        "tm_yday" = 7,
        "tm_isdst" = 8;
        "tm_zone" = |vm, _| Ok(vm.heap.new_str("GMT")),
        "tm_gmtoff" = |vm, _| Ok(vm.heap.new_int(0))
    ],
);

/// What a clock counts.
#[derive(Clone, Copy)]
enum Clock {
    /// Work and sleep since 1970.
    Calendar,
    /// Work and sleep since the start.
    Running,
    /// Work alone.
    Work,
}

/// A clock's reading in nanoseconds.
fn reading(vm: &Machine, clock: Clock) -> u64 {
    let work = vm.executed().saturating_mul(INSTRUCTION);
    match clock {
        Clock::Work => work,
        Clock::Running => work.saturating_add(vm.library.slept),
        Clock::Calendar => {
            work.saturating_add(vm.library.slept).saturating_add(START * 1_000_000_000)
        }
    }
}

/// What the program has worked, in nanoseconds.
pub(super) fn worked(vm: &Machine) -> u64 {
    reading(vm, Clock::Running)
}

fn seconds(vm: &mut Machine, clock: Clock) -> Result<Obj> {
    let reading = reading(vm, clock);
    Ok(vm.heap.new_float(reading as f64 / 1e9))
}

fn nanoseconds(vm: &mut Machine, clock: Clock) -> Result<Obj> {
    let reading = reading(vm, clock);
    Ok(vm.heap.new_int(reading as i64))
}

fn sleep(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = args.values[0];
    let seconds = match vm.heap.float_value(value) {
        Some(seconds) => seconds,
        None => {
            if !vm.has_index(value) {
                let given = vm.type_name_of(value);
                return Err(
                    vm.type_error(format!("'{given}' object cannot be interpreted as an integer"))
                );
            }
            vm.index_isize(value)? as f64
        }
    };
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    if seconds > 9.2e9 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    vm.library.slept = vm.library.slept.saturating_add((seconds * 1e9) as u64);
    Ok(vm.none())
}

/// A moment of the calendar.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: i64,
    yearday: i64,
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = (month + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn moment(seconds: i64) -> Moment {
    let days = seconds.div_euclid(86_400);
    let rest = seconds.rem_euclid(86_400);
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Moment {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 3).rem_euclid(7),
        yearday: days - days_of(year, 1, 1) + 1,
    }
}

/// The moment that an argument in seconds names; without it, now.
fn moment_argument(vm: &mut Machine, value: Option<Obj>) -> Result<Moment> {
    let none = vm.heap.none();
    let seconds = match value.filter(|&value| value != none) {
        Some(value) => match vm.heap.float_value(value) {
            Some(seconds) => seconds.floor() as i64,
            None => vm.index_isize(value)? as i64,
        },
        None => (reading(vm, Clock::Calendar) / 1_000_000_000) as i64,
    };
    if seconds.unsigned_abs() > 60_000_000_000_000 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(moment(seconds))
}

fn calendar_time(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let at = moment_argument(vm, args.values.first().copied())?;
    let numbers =
        [at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday, at.yearday, 0];
    let items = numbers.map(|number| vm.heap.new_int(number)).to_vec();
    Ok(struct_sequence::new(vm, &STRUCT_TIME, items))
}

/// The moment that a tuple of nine numbers names.
fn moment_of_tuple(vm: &mut Machine, tuple: Obj) -> Result<Moment> {
    let items = match vm.heap.payload(tuple) {
        Payload::Tuple(items) if items.len() >= 9 => items.to_vec(),
        Payload::Tuple(_) => {
            return Err(vm.type_error("function missing required argument 'tm_isdst' (pos 9)"));
        }
        _ => return Err(vm.type_error("Tuple or struct_time argument required")),
    };
    let mut numbers = [0i64; 8];
    for (number, item) in numbers.iter_mut().zip(items) {
        *number = vm.index_isize(item)? as i64;
    }
    let [year, month, day, hour, minute, second, weekday, yearday] = numbers;
    if !(1..=12).contains(&month) {
        return Err(vm.value_error("month out of range"));
    }
    if !(1..=31).contains(&day) {
        return Err(vm.value_error("day of month out of range"));
    }
    if !(0..24).contains(&hour) {
        return Err(vm.value_error("hour out of range"));
    }
    if !(0..60).contains(&minute) {
        return Err(vm.value_error("minute out of range"));
    }
    if !(0..62).contains(&second) {
        return Err(vm.value_error("seconds out of range"));
    }
    if year.unsigned_abs() > 1_000_000 {
        return Err(vm.overflow_error("year out of range"));
    }
    Ok(Moment { year, month, day, hour, minute, second, weekday: weekday.rem_euclid(7), yearday })
}

fn mktime(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let at = moment_of_tuple(vm, args.values[0])?;
    let days = days_of(at.year, at.month, at.day);
    let seconds = days * 86_400 + at.hour * 3600 + at.minute * 60 + at.second;
    Ok(vm.heap.new_float(seconds as f64))
}

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day_name(at: &Moment) -> &'static str {
    DAYS[at.weekday.rem_euclid(7) as usize]
}

fn month_name(at: &Moment) -> &'static str {
    MONTHS[(at.month - 1).rem_euclid(12) as usize]
}

/// `Thu Jan  1 00:00:00 2026`.
fn long_form(at: &Moment) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        &day_name(at)[..3],
        &month_name(at)[..3],
        at.day,
        at.hour,
        at.minute,
        at.second,
        at.year
    )
}

fn asctime(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let at = match args.values.first() {
        Some(&tuple) => moment_of_tuple(vm, tuple)?,
        None => moment_argument(vm, None)?,
    };
    Ok(vm.heap.new_str(&long_form(&at)))
}

fn ctime(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let at = moment_argument(vm, args.values.first().copied())?;
    Ok(vm.heap.new_str(&long_form(&at)))
}

fn strftime(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Payload::Str(format) = vm.heap.payload(args.values[0]) else {
        let given = vm.type_name_of(args.values[0]);
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {given}")));
    };
    let format = format.text.to_string();
    let at = match args.values.get(1) {
        Some(&tuple) => moment_of_tuple(vm, tuple)?,
        None => moment_argument(vm, None)?,
    };
    let mut text = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let hour12 = if at.hour % 12 == 0 { 12 } else { at.hour % 12 };
        match letters.next() {
            Some('Y') => text.push_str(&at.year.to_string()),
            Some('y') => text.push_str(&format!("{:02}", at.year.rem_euclid(100))),
            Some('m') => text.push_str(&format!("{:02}", at.month)),
            Some('d') => text.push_str(&format!("{:02}", at.day)),
            Some('e') => text.push_str(&format!("{:2}", at.day)),
            Some('H') => text.push_str(&format!("{:02}", at.hour)),
            Some('I') => text.push_str(&format!("{hour12:02}")),
            Some('M') => text.push_str(&format!("{:02}", at.minute)),
            Some('S') => text.push_str(&format!("{:02}", at.second)),
            Some('p') => text.push_str(if at.hour < 12 { "AM" } else { "PM" }),
            Some('j') => text.push_str(&format!("{:03}", at.yearday)),
            Some('A') => text.push_str(day_name(&at)),
            Some('a') => text.push_str(&day_name(&at)[..3]),
            Some('B') => text.push_str(month_name(&at)),
            Some('b' | 'h') => text.push_str(&month_name(&at)[..3]),
            Some('w') => text.push_str(&((at.weekday + 1) % 7).to_string()),
            Some('u') => text.push_str(&(at.weekday + 1).to_string()),
            Some('c') => text.push_str(&long_form(&at)),
            Some('x' | 'D') => text.push_str(&format!(
                "{:02}/{:02}/{:02}",
                at.month,
                at.day,
                at.year.rem_euclid(100)
            )),
            Some('X' | 'T') => {
                text.push_str(&format!("{:02}:{:02}:{:02}", at.hour, at.minute, at.second));
            }
            Some('F') => {
                text.push_str(&format!("{}-{:02}-{:02}", at.year, at.month, at.day));
            }
            Some('R') => text.push_str(&format!("{:02}:{:02}", at.hour, at.minute)),
            Some('Z') => text.push_str("UTC"),
            Some('z') => text.push_str("+0000"),
            Some('%') => text.push('%'),
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some(other) => {
                return Err(vm.unsupported(format!("the format '%{other}' of time.strftime()")));
            }
            None => text.push('%'),
        }
    }
    Ok(vm.heap.new_str(&text))
}

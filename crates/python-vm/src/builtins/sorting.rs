//! Sorting: CPython's merge sort of natural runs (`listsort` in `Objects/listobject.c`).
//!
//! Which items are compared, and in which order, shows when their class defines `__lt__`. So this
//! goes step by step as CPython does: runs are found, or made long enough by binary insertion, and
//! merged pair by pair where that balances best (powersort), galloping where one run wins often.

use heap_model::{Obj, Runtime};

use crate::machine::{Machine, Result};

/// Wins in a row from which a merge gallops.
const MIN_GALLOP: usize = 7;

/// Runs are at least half this long.
const MAX_MINRUN: usize = 64;

/// A run that waits to be merged.
struct Run {
    start: usize,
    length: usize,
    /// How deep in the tree of merges the border to the next run lies.
    power: u32,
}

/// Keys being sorted, and the values that move with them.
struct Sorter<'a> {
    vm: &'a mut Machine,
    keys: Vec<Obj>,
    /// Empty where the keys are the values.
    values: Vec<Obj>,
    runs: Vec<Run>,
    min_gallop: usize,
}

/// Where a merge keeps one of the two runs while the other's place is overwritten.
struct Copied {
    keys: Vec<Obj>,
    values: Vec<Obj>,
}

/// Sorts `keys`, and `values` along with them, of which there are as many or none. After an error
/// all are still there, in some order.
pub(super) fn sort(vm: &mut Machine, keys: &mut Vec<Obj>, values: &mut Vec<Obj>) -> Result<()> {
    let mut sorter = Sorter {
        vm,
        keys: std::mem::take(keys),
        values: std::mem::take(values),
        runs: Vec::new(),
        min_gallop: MIN_GALLOP,
    };
    let result = sorter.run();
    *keys = sorter.keys;
    *values = sorter.values;
    result
}

impl Sorter<'_> {
    fn run(&mut self) -> Result<()> {
        let total = self.keys.len();
        if total < 2 {
            return Ok(());
        }
        let mut lengths = MinRuns::new(total, self.vm.release().operations.sort_varies_run_lengths);
        let mut start = 0;
        while start < total {
            let mut length = self.count_run(start, total)?;
            let wanted = lengths.next();
            if length < wanted {
                let forced = wanted.min(total - start);
                self.insert_binary(start, start + length, start + forced)?;
                length = forced;
            }
            self.vm.tick(length as u64)?;
            self.found_run(start, length)?;
            self.runs.push(Run { start, length, power: 0 });
            start += length;
        }
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].length < self.runs[at + 1].length {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    /// Whether the key at one place is less than that at another.
    fn less(&mut self, a: usize, b: usize) -> Result<bool> {
        self.vm.less(self.keys[a], self.keys[b])
    }

    fn reverse(&mut self, from: usize, to: usize) {
        self.keys[from..to].reverse();
        if !self.values.is_empty() {
            self.values[from..to].reverse();
        }
    }

    // --- runs ---

    /// The length of the run at `start`, which ascends afterwards.
    fn count_run(&mut self, start: usize, end: usize) -> Result<usize> {
        if self.vm.release().operations.sort_joins_equal_runs {
            return self.count_run_with_equals(start, end);
        }
        if start + 1 == end {
            return Ok(1);
        }
        let descends = self.less(start + 1, start)?;
        let mut next = start + 2;
        while next < end && self.less(next, next - 1)? == descends {
            next += 1;
        }
        if descends {
            self.reverse(start, next);
        }
        Ok(next - start)
    }

    /// As 3.13 counts: equal items may stand within a descending run, and one that was turned round
    /// may go on ascending.
    fn count_run_with_equals(&mut self, start: usize, end: usize) -> Result<usize> {
        let mut next = start + 1;
        while next < end && !self.less(next, next - 1)? {
            next += 1;
        }
        if next == end {
            return Ok(next - start);
        }
        // The item at `next` is less than the one before. If the items so far are not all equal,
        // an ascending run ends here.
        if next > start + 1 {
            if self.less(start, next - 1)? {
                return Ok(next - start);
            }
            self.reverse(start, next);
        }
        let mut equal = 0;
        next += 1;
        while next < end {
            if self.less(next, next - 1)? {
                self.reverse(next - 1 - equal, next);
                equal = 0;
            } else if self.less(next - 1, next)? {
                break;
            } else {
                equal += 1;
            }
            next += 1;
        }
        self.reverse(next - 1 - equal, next);
        self.reverse(start, next);
        while next < end && !self.less(next, next - 1)? {
            next += 1;
        }
        Ok(next - start)
    }

    /// Inserts the items up to `end` into the ascending ones before `sorted`.
    fn insert_binary(&mut self, start: usize, sorted: usize, end: usize) -> Result<()> {
        for item in sorted..end {
            let (mut left, mut right) = (start, item);
            while left < right {
                let middle = (left + right) >> 1;
                if self.less(item, middle)? {
                    right = middle;
                } else {
                    left = middle + 1;
                }
            }
            self.keys[left..=item].rotate_right(1);
            if !self.values.is_empty() {
                self.values[left..=item].rotate_right(1);
            }
        }
        Ok(())
    }

    /// Merges waiting runs that belong together more closely than the last one with the new one.
    fn found_run(&mut self, start: usize, length: usize) -> Result<()> {
        let Some(last) = self.runs.last() else { return Ok(()) };
        debug_assert_eq!(last.start + last.length, start, "runs follow each other");
        let power = border_power(last.start, last.length, length, self.keys.len());
        while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > power {
            self.merge_at(self.runs.len() - 2)?;
        }
        if let Some(last) = self.runs.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    // --- merging ---

    /// Merges the run `at` with the next one.
    fn merge_at(&mut self, at: usize) -> Result<()> {
        let (a, mut a_length) = (self.runs[at].start, self.runs[at].length);
        let second = self.runs.remove(at + 1);
        let b = second.start;
        self.runs[at].length += second.length;
        self.runs[at].power = second.power;
        // What of the first run stands right already, and what of the second does.
        let skipped = self.gallop_right(self.keys[b], None, a, a_length, 0)?;
        let a = a + skipped;
        a_length -= skipped;
        if a_length == 0 {
            return Ok(());
        }
        let greatest = self.keys[a + a_length - 1];
        let b_length = self.gallop_left(greatest, None, b, second.length, second.length - 1)?;
        if b_length == 0 {
            return Ok(());
        }
        if a_length <= b_length {
            self.merge_low(a, a_length, b, b_length)
        } else {
            self.merge_high(a, a_length, b, b_length)
        }
    }

    /// Merges from the front, with a copy of the first run.
    fn merge_low(&mut self, a: usize, a_length: usize, b: usize, b_length: usize) -> Result<()> {
        let copy = self.copy(a, a_length);
        // Where to put the next item; what is left of the copy; what is left of the second run.
        let (mut to, mut a, mut a_left, mut b, mut b_left) = (a, 0, a_length, b, b_length);
        let result = self.merge_low_items(&copy, &mut to, &mut a, &mut a_left, &mut b, &mut b_left);
        if result.is_ok() && b_left > 0 && a_left == 1 {
            // The copy's last item is the greatest of all.
            self.shift(b, to, b_left);
            to += b_left;
        }
        self.put(&copy, a, to, a_left);
        result
    }

    fn merge_low_items(
        &mut self,
        copy: &Copied,
        to: &mut usize,
        a: &mut usize,
        a_left: &mut usize,
        b: &mut usize,
        b_left: &mut usize,
    ) -> Result<()> {
        macro_rules! take_a {
            ($count:expr) => {{
                let count = $count;
                self.put(copy, *a, *to, count);
                *to += count;
                *a += count;
                *a_left -= count;
                if *a_left <= 1 {
                    return Ok(());
                }
            }};
        }
        macro_rules! take_b {
            ($count:expr) => {{
                let count = $count;
                self.shift(*b, *to, count);
                *to += count;
                *b += count;
                *b_left -= count;
                if *b_left == 0 {
                    return Ok(());
                }
            }};
        }
        take_b!(1);
        if *a_left == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < min_gallop && b_wins < min_gallop {
                if self.vm.less(self.keys[*b], copy.keys[*a])? {
                    take_b!(1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                } else {
                    take_a!(1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                self.min_gallop = min_gallop;
                a_wins = self.gallop_right(self.keys[*b], Some(&copy.keys), *a, *a_left, 0)?;
                if a_wins > 0 {
                    take_a!(a_wins);
                }
                take_b!(1);
                b_wins = self.gallop_left(copy.keys[*a], None, *b, *b_left, 0)?;
                if b_wins > 0 {
                    take_b!(b_wins);
                }
                take_a!(1);
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// Merges from the back, with a copy of the second run.
    fn merge_high(&mut self, a: usize, a_length: usize, b: usize, b_length: usize) -> Result<()> {
        let copy = self.copy(b, b_length);
        // Just behind where to put the next item; what is left of both runs, from their fronts.
        let (mut end, mut a_left, mut b_left) = (b + b_length, a_length, b_length);
        let result = self.merge_high_items(&copy, a, &mut end, &mut a_left, &mut b_left);
        if result.is_ok() && a_left > 0 && b_left == 1 {
            // The copy's first item is the least of all.
            self.shift(a, end - a_left, a_left);
            end -= a_left;
        }
        self.put(&copy, 0, end - b_left, b_left);
        result
    }

    fn merge_high_items(
        &mut self,
        copy: &Copied,
        a: usize,
        end: &mut usize,
        a_left: &mut usize,
        b_left: &mut usize,
    ) -> Result<()> {
        macro_rules! take_a {
            ($count:expr) => {{
                let count = $count;
                *end -= count;
                *a_left -= count;
                self.shift(a + *a_left, *end, count);
                if *a_left == 0 {
                    return Ok(());
                }
            }};
        }
        macro_rules! take_b {
            ($count:expr) => {{
                let count = $count;
                *end -= count;
                *b_left -= count;
                self.put(copy, *b_left, *end, count);
                if *b_left <= 1 {
                    return Ok(());
                }
            }};
        }
        take_a!(1);
        if *b_left == 1 {
            return Ok(());
        }
        let mut min_gallop = self.min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < min_gallop && b_wins < min_gallop {
                if self.vm.less(copy.keys[*b_left - 1], self.keys[a + *a_left - 1])? {
                    take_a!(1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                } else {
                    take_b!(1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= usize::from(min_gallop > 1);
                self.min_gallop = min_gallop;
                let last = copy.keys[*b_left - 1];
                a_wins = *a_left - self.gallop_right(last, None, a, *a_left, *a_left - 1)?;
                if a_wins > 0 {
                    take_a!(a_wins);
                }
                take_b!(1);
                let last = self.keys[a + *a_left - 1];
                let kept = self.gallop_left(last, Some(&copy.keys), 0, *b_left, *b_left - 1)?;
                b_wins = *b_left - kept;
                if b_wins > 0 {
                    take_b!(b_wins);
                }
                take_a!(1);
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    fn copy(&self, from: usize, count: usize) -> Copied {
        let part = |items: &[Obj]| match items.is_empty() {
            true => Vec::new(),
            false => items[from..from + count].to_vec(),
        };
        Copied { keys: part(&self.keys), values: part(&self.values) }
    }

    /// Puts items of a copy back.
    fn put(&mut self, copy: &Copied, from: usize, to: usize, count: usize) {
        self.keys[to..to + count].copy_from_slice(&copy.keys[from..from + count]);
        if !self.values.is_empty() {
            self.values[to..to + count].copy_from_slice(&copy.values[from..from + count]);
        }
    }

    /// Moves items to another place.
    fn shift(&mut self, from: usize, to: usize, count: usize) {
        self.keys.copy_within(from..from + count, to);
        if !self.values.is_empty() {
            self.values.copy_within(from..from + count, to);
        }
    }

    // --- galloping ---

    /// Where `key` belongs in the ascending row of `count` keys at `first`, before equal ones. The
    /// row stands in `row`, or among the keys being sorted. The search starts at `hint`.
    fn gallop_left(
        &mut self,
        key: Obj,
        row: Option<&[Obj]>,
        first: usize,
        count: usize,
        hint: usize,
    ) -> Result<usize> {
        self.gallop(row, first, count, hint, |vm, item| vm.less(item, key))
    }

    /// As [`Sorter::gallop_left`], behind equal ones.
    fn gallop_right(
        &mut self,
        key: Obj,
        row: Option<&[Obj]>,
        first: usize,
        count: usize,
        hint: usize,
    ) -> Result<usize> {
        self.gallop(row, first, count, hint, |vm, item| vm.less(key, item).map(|less| !less))
    }

    /// How many items of the row stand before: in doubling steps away from `hint`, then by halves.
    fn gallop(
        &mut self,
        row: Option<&[Obj]>,
        first: usize,
        count: usize,
        hint: usize,
        before: impl Fn(&mut Machine, Obj) -> Result<bool>,
    ) -> Result<usize> {
        let keys = &self.keys;
        let at = |place: usize| match row {
            Some(row) => row[first + place],
            None => keys[first + place],
        };
        let (mut low, mut step) = (0, 1);
        // Everything below `least` stands before, and nothing from `most` on.
        let (mut least, mut most);
        if before(self.vm, at(hint))? {
            let furthest = count - hint;
            while step < furthest && before(self.vm, at(hint + step))? {
                (low, step) = (step, 2 * step + 1);
            }
            (least, most) = (hint + low + 1, hint + step.min(furthest));
        } else {
            let furthest = hint + 1;
            while step < furthest && !before(self.vm, at(hint - step))? {
                (low, step) = (step, 2 * step + 1);
            }
            (least, most) = (hint + 1 - step.min(furthest), hint - low);
        }
        while least < most {
            let middle = least + ((most - least) >> 1);
            if before(self.vm, at(middle))? {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        Ok(most)
    }
}

/// How deep the border between two neighbouring runs lies in the tree of merges of `total` items.
fn border_power(start: usize, length: usize, next_length: usize, total: usize) -> u32 {
    let mut power = 0;
    let mut a = 2 * start + length;
    let mut b = a + length + next_length;
    loop {
        power += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

/// How long runs are made at least, one after the other.
struct MinRuns {
    total: usize,
    shift: u32,
    /// What the shift drops is carried on to the next run (3.15), else it rounds up.
    carried: Option<usize>,
}

impl MinRuns {
    fn new(total: usize, varies: bool) -> MinRuns {
        let mut shift = 0;
        while total >> shift >= MAX_MINRUN {
            shift += 1;
        }
        MinRuns { total, shift, carried: varies.then_some(0) }
    }

    fn next(&mut self) -> usize {
        let mask = (1usize << self.shift) - 1;
        match &mut self.carried {
            Some(carried) => {
                let sum = *carried + self.total;
                *carried = sum & mask;
                sum >> self.shift
            }
            None => (self.total >> self.shift) + usize::from(self.total & mask != 0),
        }
    }
}

/// What `list.sort` and `sorted` were told: `key`, `reverse`.
struct Options {
    key: Option<Obj>,
    reverse: bool,
}

fn options(vm: &mut Machine, keywords: &[(Obj, Obj)]) -> Result<Options> {
    let mut options = Options { key: None, reverse: false };
    for &(name, value) in keywords {
        match vm.heap.str_text(name) {
            "key" => options.key = (value != vm.heap.none()).then_some(value),
            "reverse" if vm.release().operations.sort_reverse_is_truth => {
                options.reverse = vm.truth(value)?;
            }
            "reverse" => {
                let number = vm.index(value)?;
                options.reverse = vm.number_truth(number).unwrap_or(true);
                vm.decref(number);
            }
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("sort", &other));
            }
        }
    }
    Ok(options)
}

/// `list.sort(key=…, reverse=…)`. While it runs the list is empty, as CPython has it.
///
/// # Errors
/// `ValueError` when the list was changed meanwhile, and whatever `key` and comparisons raise. The
/// list has all its items then, too.
pub fn sort_with(vm: &mut Machine, list: Obj, keywords: &[(Obj, Obj)]) -> Result<()> {
    let Options { key, reverse } = options(vm, keywords)?;
    let mut saved = std::mem::take(vm.heap.list_mut(list));
    let mut result = match key {
        Some(key) => keys_of(vm, &saved.items, key),
        None => Ok(Vec::new()),
    };
    if let Ok(keys) = &mut result {
        // Equal items must keep their order although the list is turned round afterwards.
        if reverse {
            saved.items.reverse();
            keys.reverse();
        }
        let sorted = if key.is_some() {
            sort(vm, keys, &mut saved.items)
        } else {
            sort(vm, &mut saved.items, &mut Vec::new())
        };
        if reverse {
            saved.items.reverse();
        }
        vm.decref_all(std::mem::take(keys));
        if let Err(raise) = sorted {
            result = Err(raise);
        }
    }
    let now = vm.heap.list(list);
    let changed = !now.items.is_empty() || now.block.is_some();
    let meanwhile = std::mem::replace(vm.heap.list_mut(list), saved);
    vm.decref_all(meanwhile.items.into_iter().rev());
    vm.heap.free_block(meanwhile.block);
    match result {
        Ok(_) if changed => Err(vm.value_error("list modified during sort")),
        Ok(_) => Ok(()),
        Err(raise) => Err(raise),
    }
}

fn keys_of(vm: &mut Machine, items: &[Obj], key: Obj) -> Result<Vec<Obj>> {
    let mut keys = Vec::with_capacity(items.len());
    for &item in items {
        match vm.call(key, &[item]) {
            Ok(key) => keys.push(key),
            Err(raise) => {
                vm.decref_all(keys);
                return Err(raise);
            }
        }
    }
    Ok(keys)
}

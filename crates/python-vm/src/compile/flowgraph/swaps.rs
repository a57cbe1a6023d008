//! Fewer swaps: runs of them made minimal, or done by reordering stores.

use super::super::ir::Code;
use super::{Block, Graph};

impl Graph<'_> {
    pub(super) fn optimize_swaps(&mut self, id: u32) {
        let block = self.block_mut(id);
        if !block.nodes.iter().any(|node| node.code == Code::Swap) {
            return;
        }
        let mut index = 0;
        while index < block.nodes.len() {
            if block.nodes[index].code == Code::Swap {
                index = minimize(block, index);
                apply_statically(block, index);
            }
            index += 1;
        }
    }
}

/// Replaces a run of swaps by one with the same effect that is as short as can be. Returns the
/// run's last index.
fn minimize(block: &mut Block, start: usize) -> usize {
    let mut depth = block.nodes[start].arg as usize;
    let mut more = false;
    let mut end = start + 1;
    while let Some(node) = block.nodes.get(end) {
        match node.code {
            Code::Swap => {
                depth = depth.max(node.arg as usize);
                more = true;
            }
            Code::Nop => {}
            _ => break,
        }
        end += 1;
    }
    if !more {
        return start;
    }
    let mut stack: Vec<Option<usize>> = (0..depth).map(Some).collect();
    for node in &block.nodes[start..end] {
        if node.code == Code::Swap {
            stack.swap(0, node.arg as usize - 1);
        }
    }
    // Each cycle of the permutation is undone through position 0; written from the end of the run
    // backwards, that performs it.
    let mut place = end;
    for index in 0..depth {
        if stack[index].is_none_or(|item| item == index) {
            continue;
        }
        let mut at = index;
        loop {
            if at != 0 {
                place -= 1;
                block.nodes[place].set(Code::Swap, at as u32 + 1);
            }
            match stack[at].take() {
                Some(next) => at = next,
                None => break,
            }
        }
    }
    for node in &mut block.nodes[start..place] {
        node.clear();
    }
    end - 1
}

fn swappable(code: Code) -> bool {
    matches!(code, Code::StoreFast | Code::StoreFastMaybeNull | Code::PopTop)
}

fn stored(block: &Block, index: usize) -> Option<u32> {
    let node = block.nodes[index];
    matches!(node.code, Code::StoreFast | Code::StoreFastMaybeNull).then_some(node.arg)
}

fn next_swappable(block: &Block, index: usize, line: Option<u32>) -> Option<usize> {
    for (offset, node) in block.nodes[index + 1..].iter().enumerate() {
        if line.is_some_and(|line| node.at.line != line) {
            return None;
        }
        if node.code == Code::Nop {
            continue;
        }
        return swappable(node.code).then_some(index + 1 + offset);
    }
    None
}

/// Does swaps by exchanging the stores and pops that follow, from `index` backwards.
fn apply_statically(block: &mut Block, index: usize) {
    for index in (0..=index).rev() {
        let swap = block.nodes[index];
        if swap.code != Code::Swap {
            if swap.code == Code::Nop || swappable(swap.code) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(block, index, None) else {
            return;
        };
        let at = block.nodes[first].at;
        let line = super::super::ir::has_line(at).then_some(at.line);
        let mut second = first;
        for _ in 1..swap.arg {
            match next_swappable(block, second, line) {
                Some(next) => second = next,
                None => return,
            }
        }
        let (first_store, second_store) = (stored(block, first), stored(block, second));
        if first_store.is_some() || second_store.is_some() {
            if first_store == second_store {
                return;
            }
            for between in first + 1..second {
                let store = stored(block, between);
                if store.is_some() && (store == first_store || store == second_store) {
                    return;
                }
            }
        }
        block.nodes[index].clear();
        block.nodes.swap(first, second);
    }
}

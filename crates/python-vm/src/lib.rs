//! The vm.

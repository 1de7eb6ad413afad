//! Panics of decoders that trust their input, turned into errors.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// What `work` returns, or a sentence where it panics; nothing is printed for it.
///
/// `work` has to stay on this thread, for only this thread's panics are kept off standard error.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let otherwise = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                otherwise(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    outcome.map_err(|_| "its parts do not fit together".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_the_guard_ends() {
        assert_eq!(guarded(|| 3), Ok(3));
        let failed: Result<u8, String> = guarded(|| panic!("broken input"));
        assert_eq!(failed, Err("its parts do not fit together".to_owned()));
        assert!(!GUARDED.get());
    }
}

//! The bytes of a file: large ones in pages of their own, read by all threads at once.
//!
//! A large file is copied, not mapped: a file that somebody shortens while it is read must not stop the program. Pages
//! of 2 MB, where the system has them, are handed out at once; tens of thousands of small ones take as long as reading.

use std::fs;
use std::io;
use std::ops::Deref;
use std::path::Path;

use memmap2::MmapMut;

/// Files from this size on are read in parallel.
const LARGE: u64 = 8 << 20;

/// Bytes that one thread reads at a time.
#[cfg(unix)]
const CHUNK: usize = 4 << 20;

/// A file's bytes.
#[derive(Debug)]
pub enum Bytes {
    /// Like any other vector.
    Heap(Vec<u8>),
    /// In pages of their own.
    Pages(MmapMut),
}

impl Bytes {
    /// Reads a whole file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let meta = fs::metadata(path)?;
        if meta.is_file()
            && meta.len() >= LARGE
            && let Ok(length) = usize::try_from(meta.len())
            && let Ok(pages) = pages(path, length)
        {
            return Ok(Self::Pages(pages));
        }
        fs::read(path).map(Self::Heap)
    }

    /// The bytes as a vector.
    pub fn into_vec(self) -> Vec<u8> {
        match self {
            Self::Heap(bytes) => bytes,
            Self::Pages(pages) => pages.to_vec(),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Heap(bytes) => bytes,
            Self::Pages(pages) => pages,
        }
    }
}

#[cfg(unix)]
fn pages(path: &Path, length: usize) -> io::Result<MmapMut> {
    use std::os::unix::fs::FileExt;

    use rayon::prelude::*;

    let mut pages = MmapMut::map_anon(length)?;
    // A wish: without it the pages are small and the bytes the same.
    #[cfg(target_os = "linux")]
    let _ = pages.advise(memmap2::Advice::HugePage);
    let file = fs::File::open(path)?;
    pages
        .par_chunks_mut(CHUNK)
        .enumerate()
        .try_for_each(|(at, chunk)| file.read_exact_at(chunk, (at * CHUNK) as u64))?;
    Ok(pages)
}

#[cfg(not(unix))]
fn pages(_: &Path, _: usize) -> io::Result<MmapMut> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_is_read_like_a_small_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.csv");
        let content: Vec<u8> = (0..LARGE + 12_345).map(|at| (at % 251) as u8).collect();
        fs::write(&path, &content).unwrap();
        let bytes = Bytes::of_file(&path).unwrap();
        assert!(cfg!(not(unix)) || matches!(bytes, Bytes::Pages(_)));
        assert!(*bytes == content[..]);
        assert!(bytes.into_vec() == content);
    }
}

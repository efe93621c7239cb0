//! A workbook is a zip, and a small zip can unpack to a huge one: bounds before any parser reads it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::source::Unreadable;

/// Most files inside a workbook.
const MAX_ENTRIES: usize = 2_000;
/// Most bytes that all files inside a workbook may unpack to.
pub(super) const MAX_UNPACKED: u64 = 256 << 20;

/// Unpacks into nothing and counts, because the sizes a zip declares may lie.
pub(super) fn check(path: &Path, limit: u64) -> Result<(), Unreadable> {
    let broken = |error: zip::result::ZipError| Unreadable::NotAWorkbook(error.to_string());
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Unreadable::UnpacksTooBig);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(Unreadable::NotAWorkbook("no xl/workbook.xml inside".to_owned()));
    }
    let mut left = limit;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(broken)?;
        if entry.size() > left {
            return Err(Unreadable::UnpacksTooBig);
        }
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink())
            .map_err(|error| Unreadable::NotAWorkbook(error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::UnpacksTooBig)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(name: &str, bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap();
        file
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
        let file = packed("xl/workbook.xml", &vec![b' '; 100_000]);
        assert!(file.as_file().metadata().unwrap().len() < 2_000);
        assert!(check(file.path(), 100_000).is_ok());
        let found = check(file.path(), 99_999);
        assert!(matches!(found, Err(Unreadable::UnpacksTooBig)));
    }

    #[test]
    fn another_zip_is_no_workbook() {
        let file = packed("readme.txt", b"hello");
        assert!(matches!(check(file.path(), 1_000), Err(Unreadable::NotAWorkbook(_))));
    }
}

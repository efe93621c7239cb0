//! Files that hold customers or secrets: only their owner reads them.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Makes a folder, and those above it, that only its owner enters; an existing one stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a file that only its owner reads; it must not exist yet.
///
/// # Errors
/// When it exists or cannot be made.
pub fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A private file that gets its name when it is whole: until then it stands beside, and is gone when
/// dropped. What had the name before stays untouched so long.
pub struct Draft {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Begins a file that is to be called `target`.
    ///
    /// # Errors
    /// When it cannot be made, or something stands there that is no ordinary file.
    pub fn of(target: &Path) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Behind a link the file is replaced, not the link; a device or a pipe must not be.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        if target.exists() && !target.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not an ordinary file"));
        }
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut beside = OsString::from(".");
        beside.push(name);
        beside.push(format!(".{process}-{count}.part"));
        let path = target.with_file_name(beside);
        Ok(Self { file: private_file(&path)?, path, target })
    }

    /// Whether a file is an unfinished one whose name was to begin like this.
    #[must_use]
    pub fn is_of(path: &Path, beginning: &str) -> bool {
        let found = path.file_name().and_then(|found| found.to_str()).unwrap_or_default();
        let rest = found.strip_prefix('.').and_then(|found| found.strip_prefix(beginning));
        rest.is_some_and(|rest| rest.ends_with(".part"))
    }

    /// Where to write.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// When the disk refuses; nothing is left then.
    pub fn keep(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Under its name already, once it has been kept.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<OsString> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    }

    #[test]
    fn a_draft_replaces_only_when_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        fs::write(&target, "old").unwrap();
        let draft = Draft::of(&target).unwrap();
        draft.file().write_all(b"half").unwrap();
        drop(draft);
        assert_eq!(fs::read(&target).unwrap(), b"old");
        let draft = Draft::of(&target).unwrap();
        draft.file().write_all(b"new").unwrap();
        draft.keep().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_is_its_owners_and_replaces_no_device() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.csv");
        fs::write(&target, "old").unwrap();
        Draft::of(&target).unwrap().keep().unwrap();
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(Draft::of(Path::new("/dev/null")).is_err());
        assert!(Draft::of(folder.path()).is_err());
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        Draft::of(&link).unwrap().keep().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}

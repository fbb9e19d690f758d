package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// create writes a new file whole or not at all: the data goes to a temporary
// file beside it, is synced, and only then gets the name. A file that exists
// is left alone unless force is set.
func create(path string, data []byte, mode fs.FileMode, force bool) (err error) {
	if !force {
		if _, err := os.Lstat(path); err == nil {
			return existsError(path)
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".byoasn-*") // mode 0600
	if err != nil {
		return fmt.Errorf("%s: cannot write there: %w", path, fileError(err))
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	if err := fill(temp, data, mode); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", path, err)
	}
	if err := rename(temp.Name(), path, force); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// writeOut writes a file that others may read, or prints it for "-".
func (a *app) writeOut(path string, data []byte, force bool) error {
	if path == "-" {
		_, err := a.Stdout.Write(data)
		return err
	}
	return create(path, data, 0o644, force)
}

func existsError(path string) error {
	return hint(fmt.Errorf("%s exists already, and nothing was changed", path),
		"choose another name, or overwrite it with --force: what it holds now is then lost")
}

// fill writes, syncs and closes the file.
func fill(f *os.File, data []byte, mode fs.FileMode) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// rename gives the temporary file its name. A hard link fails where the name
// is taken, even if it was taken a moment ago; file systems without hard links
// (USB sticks) get a check and a rename.
func rename(temp, path string, force bool) error {
	if force {
		return fileError(os.Rename(temp, path))
	}
	err := os.Link(temp, path)
	switch {
	case err == nil:
		return os.Remove(temp)
	case errors.Is(err, fs.ErrExist):
		return existsError(path)
	}
	if _, err := os.Lstat(path); err == nil {
		return existsError(path)
	}
	return fileError(os.Rename(temp, path))
}

// syncDir makes a new name in a directory outlive a crash, where the system
// can: Windows cannot sync a directory, and does not need it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fileError(err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !syncRefused(err) {
		return fileError(err)
	}
	return nil
}

// mayCreate fails early where create would.
func mayCreate(path string, force bool) error {
	if _, err := os.Lstat(path); err == nil && !force {
		return existsError(path)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("%s: there is no such directory", filepath.Dir(path))
	}
	return nil
}

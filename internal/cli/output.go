package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/byoasn/byoasn/internal/host"
)

// create writes a new file whole or not at all: the data goes to a temporary
// file beside it, is synced, and only then gets the name. A file that exists
// is left alone unless force is set; one that is no ordinary file, or that holds a
// private key, always. Of its mode, the umask may take some.
func create(path string, data []byte, mode fs.FileMode, force bool) error {
	if err := mayTake(path, overwriting(force)); err != nil {
		return err
	}
	return put(path, data, mode, force)
}

// put is create, and asks nothing of what it overwrites.
func put(path string, data []byte, mode fs.FileMode, force bool) (err error) {
	temp, err := createTemp(filepath.Dir(path), mode)
	if err != nil {
		return fmt.Errorf("%s: cannot write there: %w", path, nameless(err))
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	if err := fill(temp, data); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", path, nameless(err))
	}
	if err := rename(temp.Name(), path, force); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// createTemp makes a file that nobody else has a name for.
func createTemp(dir string, mode fs.FileMode) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, ".byoasn-"+rand.Text()), os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
}

// nameless is what is wrong with a temporary file, less its name, which means
// nothing to anybody.
func nameless(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
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
	advice := "choose another name, or overwrite it with --force: what it holds now is then lost"
	if holdsKey(path) {
		advice = "choose another name: it holds a private key, which only key new --force overwrites, and keeps beside the new one"
	}
	return hint(fmt.Errorf("%s exists already, and nothing was changed", path), advice)
}

// fill writes, syncs and closes the file.
func fill(f *os.File, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// rename gives the temporary file its name. A hard link fails where the name
// is taken, even if it was taken a moment ago; file systems without hard links
// (USB sticks) get a check and a rename.
func rename(temp, path string, force bool) error {
	if !force {
		err := os.Link(temp, path)
		switch {
		case err == nil:
			return nameless(os.Remove(temp))
		case errors.Is(err, fs.ErrExist):
			return existsError(path)
		}
		if _, err := os.Lstat(path); err == nil {
			return existsError(path)
		}
	}
	if err := os.Rename(temp, path); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", path, nameless(err))
	}
	return nil
}

// syncDir makes a new name in a directory outlive a crash, where the system
// can: Windows cannot sync a directory, and does not need it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fileError(err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !host.SyncRefused(err) {
		return fileError(err)
	}
	return nil
}

// mayCreate fails early where create would, and proves that the folder can be
// written: it makes a file there, and removes it.
func mayCreate(path string, force bool) error { return mayPut(path, overwriting(force)) }

func mayPut(path string, may overwrite) error {
	if err := mayName(path, may); err != nil {
		return err
	}
	temp, err := createTemp(filepath.Dir(path), 0o600)
	if err != nil {
		return fmt.Errorf("%s: cannot write there: %w", path, nameless(err))
	}
	_, err = temp.Write(bytes.Repeat([]byte{'\n'}, trial))
	if err := errors.Join(err, temp.Close(), os.Remove(temp.Name())); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", path, nameless(err))
	}
	return nil
}

// trial is how many bytes are written to see whether there is room: more than a
// disk that is full keeps beside its files' names.
const trial = 16 << 10

// mayName fails where a name is taken, or there is no folder for it.
func mayName(path string, may overwrite) error {
	if err := mayTake(path, may); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return fmt.Errorf("%s: there is no such directory", filepath.Dir(path))
	}
	return nil
}

// Overwrite is what may be overwritten.
type overwrite int

const (
	overNothing overwrite = iota
	overFiles             // but no private key
	overKeys
)

// overwriting is what --force means to every command but "key new".
func overwriting(force bool) overwrite {
	if force {
		return overFiles
	}
	return overNothing
}

// mayTake fails where a name is taken by what may not be overwritten.
func mayTake(path string, may overwrite) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return nil // creating it fails, and says why
	}
	if info.Mode()&fs.ModeSymlink != 0 && may != overNothing {
		if info, err = os.Stat(path); err != nil {
			return nil // a link to nothing
		}
	}
	switch {
	case info.IsDir():
		return fmt.Errorf("%s is a directory", path)
	case may == overNothing:
		return existsError(path)
	case !info.Mode().IsRegular(), isSystems(path):
		return fmt.Errorf("%s is no ordinary file, and --force overwrites nothing else", path)
	case may == overKeys:
		return nil
	}
	old, err := readOldKey(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s is not overwritten, as it may hold a private key: %w", path, err)
	case old != nil:
		return hint(fmt.Errorf("%s holds a private key, and nothing was changed", path), "give another name: only key new --force overwrites a private key")
	}
	return nil
}

// isSystems says whether a name is the system's, such as /dev/stdout, which is not to
// be overwritten even where it leads to an ordinary file.
func isSystems(path string) bool {
	path, err := filepath.Abs(path)
	return err == nil && (strings.HasPrefix(path, "/dev/") && !strings.HasPrefix(path, "/dev/shm/") || strings.HasPrefix(path, "/proc/"))
}

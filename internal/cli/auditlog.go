package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mayAppend fails early where appendLog would, and changes nothing.
func mayAppend(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return mayCreate(path, false)
	case err != nil:
		return fileError(err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no ordinary file, and a log has to be one", path)
	}
	log, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return fileError(err)
	}
	return log.Close()
}

// appendLog adds whole lines to a log, in one write, and returns when the disk
// has them. What a crash has left of a line there is left as it is, and ended.
func (a *app) appendLog(path string, lines []byte) (err error) {
	_, statError := os.Lstat(path)
	log, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fileError(err)
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	if cut, err := isCutShort(log); err != nil {
		return fileError(err)
	} else if cut {
		a.warn("the last line of %s has no end: a crash or an editor cut it short, and it is left as it is", path)
		lines = append([]byte("\n"), lines...)
	}
	if _, err := log.Write(lines); err != nil {
		return fileError(err)
	}
	if err := log.Sync(); err != nil {
		return fileError(err)
	}
	if errors.Is(statError, fs.ErrNotExist) {
		return syncDir(filepath.Dir(path))
	}
	return nil
}

// isCutShort says whether a file ends within a line.
func isCutShort(f *os.File) (bool, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return false, err
	}
	var last [1]byte
	_, err = f.ReadAt(last[:], size-1)
	return last[0] != '\n', err
}

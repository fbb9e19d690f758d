package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/byoasn/byoasn/internal/host"
)

// mayAppend fails early where appendLog would, and changes nothing.
func mayAppend(path string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return mayCreate(path, false)
	}
	log, _, err := openLog(path)
	if err != nil {
		return err
	}
	return log.Close()
}

// appendLog adds whole lines to a log, in one write, and returns when the disk
// has them. What a crash has left of a line there is left as it is, and ended.
func (a *app) appendLog(path string, lines []byte) (err error) {
	_, statError := os.Lstat(path)
	log, cut, err := openLog(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	if cut {
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

// openLog opens a log to append to, or makes one, and says whether it ends
// within a line. It takes no file that is not a log: not a key, whose path was
// given by mistake, and not what a link leads to.
func openLog(path string) (log *os.File, cut bool, err error) {
	if err := noLink(path); err != nil {
		return nil, false, err
	}
	log, err = os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|host.NoFollow, 0o600)
	if err != nil {
		return nil, false, fileError(err)
	}
	defer func() {
		if err != nil {
			log.Close()
		}
	}()
	info, err := log.Stat()
	switch {
	case err != nil:
		return nil, false, fileError(err)
	case !info.Mode().IsRegular():
		return nil, false, fmt.Errorf("%s is no ordinary file, and a log has to be one", path)
	}
	last, cut, err := lastLine(log, info.Size())
	switch {
	case err != nil:
		return nil, false, fileError(err)
	case info.Size() > 0 && !isAuditLine(last):
		return nil, false, fmt.Errorf("%s is no log of what was signed, and nothing is appended to it: its last line does not begin with %s", path, auditLine)
	}
	return log, cut, nil
}

// noLink refuses a link, and what opening might wait for, such as a pipe.
func noLink(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fileError(err)
	case info.Mode()&fs.ModeSymlink != 0:
		what := "a link"
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			what = "a link to nothing"
		}
		return fmt.Errorf("%s is %s, and a log has to be a file itself: give the file's own name", path, what)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no ordinary file, and a log has to be one", path)
	}
	return nil
}

// auditLine is how each line of a log begins.
const auditLine = `{"version":1,"time":`

// isAuditLine says whether a line is a log's, or what a crash left of one.
func isAuditLine(line []byte) bool {
	return bytes.HasPrefix(line, []byte(auditLine)) || len(line) > 0 && bytes.HasPrefix([]byte(auditLine), line)
}

// lastLine returns the last line that has an end, or, where none has, what there
// is; and whether a line without end follows.
func lastLine(log io.ReaderAt, size int64) (line []byte, cut bool, err error) {
	const longest = 64 << 10 // bytes, much more than a line of a log has
	tail := make([]byte, min(size, longest))
	if _, err := log.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return nil, false, err
	}
	end := bytes.LastIndexByte(tail, '\n')
	cut = len(tail) > 0 && end < len(tail)-1
	if end < 0 {
		return tail, cut, nil
	}
	tail = tail[:end]
	return tail[bytes.LastIndexByte(tail, '\n')+1:], cut, nil
}

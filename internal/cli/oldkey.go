package cli

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
)

// An oldKey is a private key that stands where something is to be written.
type oldKey struct {
	path, fingerprint string // of the public key; "" if only the passphrase would tell
	file              []byte
	cut               bool // only the beginning of the file
}

// readOldKey looks whether a file holds a private key of any sort, encrypted or not.
// It is nil if it does not.
func readOldKey(path string) (*oldKey, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(err)
	}
	data, err := readAll(io.LimitReader(f, maxInput))
	if err != nil {
		return nil, fileError(err)
	}
	old := &oldKey{path: path, file: data, cut: info.Size() > int64(len(data))}
	if key, err := certgen.ReadKey(data, nil); err == nil {
		old.fingerprint = certgen.PublicKeyFingerprint(&key.Key.PublicKey)
		return old, nil
	} else if mayBeKey(data, err) {
		return old, nil
	}
	clear(data)
	return nil, nil
}

// holdsKey says whether a path leads to a file that holds a private key.
func holdsKey(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	old, err := readOldKey(path)
	if err != nil || old == nil {
		return false
	}
	clear(old.file)
	return true
}

// mayBeKey says whether what could not be read as an RSA key is a private key all
// the same: an encrypted one, one of another kind, or one in a form of its own.
func mayBeKey(data []byte, err error) bool {
	var kind *certgen.KindError
	switch {
	case errors.Is(err, certgen.ErrPassphraseNeeded):
		return true
	case errors.As(err, &kind):
		return kind.Got.MayHoldKey()
	}
	return strings.Contains(problem.Secret(string(data)), "private key")
}

// String says which key it is.
func (k *oldKey) String() string {
	if k.fingerprint == "" {
		return "a private key whose fingerprint cannot be told (only its passphrase would, or it is no RSA key)"
	}
	return "the private key whose public key has the SHA-256 " + k.fingerprint
}

// backUp keeps the key's file beside it, under a name of its own that is never
// overwritten, and returns the name.
func (k *oldKey) backUp() (string, error) {
	defer clear(k.file)
	if k.cut {
		return "", fmt.Errorf("the file is larger than %d bytes", maxInput)
	}
	mark := fmt.Sprintf("%x", sha256.Sum256(k.file))
	if k.fingerprint != "" {
		mark = strings.ToLower(strings.ReplaceAll(k.fingerprint, ":", ""))
	}
	name := k.path + ".bak-" + mark[:8]
	for n := 2; ; n++ {
		there, err := os.ReadFile(name)
		switch {
		case err == nil && bytes.Equal(there, k.file):
			return name, nil
		case errors.Is(err, fs.ErrNotExist):
			return name, create(name, k.file, 0o600, false)
		case err != nil:
			return "", fileError(err)
		}
		name = fmt.Sprintf("%s.bak-%s-%d", k.path, mark[:8], n)
	}
}

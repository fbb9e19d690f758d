package cli

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// A keeper remembers where what it read was put.
type keeper struct {
	io.Reader
	given [][]byte
}

func (k *keeper) Read(p []byte) (int, error) {
	n, err := k.Reader.Read(p)
	k.given = append(k.given, p[:n])
	return n, err
}

func TestReadAllLeavesNoCopyBehind(t *testing.T) {
	want := bytes.Repeat([]byte("key"), 10_000)
	r := &keeper{Reader: iotest.HalfReader(bytes.NewReader(want))}
	data, err := readAll(r)
	require.NoError(t, err)
	require.Equal(t, want, data)
	clear(data)
	for _, given := range r.given {
		require.Empty(t, bytes.Trim(given, "\x00"))
	}
}

func TestReadAllClearsWhatItReadBeforeAFailure(t *testing.T) {
	broken := errors.New("broken")
	r := &keeper{Reader: io.MultiReader(bytes.NewReader([]byte("key")), iotest.ErrReader(broken))}
	_, err := readAll(r)
	require.ErrorIs(t, err, broken)
	require.Equal(t, []byte{0, 0, 0}, r.given[0])
}

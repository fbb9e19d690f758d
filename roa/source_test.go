package roa

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFileWithoutEndIsGivenUpAfterAGigabyte(t *testing.T) {
	src := &source{r: strings.NewReader("0123456789"), size: maxSize - 5}
	p := make([]byte, 5)
	_, err := io.ReadFull(src, p)
	require.NoError(t, err, "as much as is read")
	_, err = src.Read(p[:1])
	require.ErrorIs(t, err, TooLarge)
	require.ErrorContains(t, err, "has more than the 1073741824 bytes that are read")
	_, again := src.Read(p)
	require.Equal(t, err, again)
}

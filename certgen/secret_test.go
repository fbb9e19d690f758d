package certgen_test

import (
	"encoding/base64"
	"encoding/hex"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/byoasn/byoasn/certgen"
	"github.com/stretchr/testify/require"
)

// words are the runs of an error's text that could be a piece of a key.
var words = regexp.MustCompile(`[A-Za-z0-9+/=]{8,}`)

// No error, and no hint, repeats anything of what it read. Each file is read
// whole, cut short and with single bytes changed, as each of the three kinds.
func TestNoErrorHoldsASecret(t *testing.T) {
	t.Parallel()
	inputs := files(t, "keys/*")
	maps.Copy(inputs, files(t, "other/*"))
	seen := 0
	for name, data := range inputs {
		secrets := squeezed(data) + base64.StdEncoding.EncodeToString(data) + hex.EncodeToString(data)
		check := func(text string) {
			seen++
			require.NotContains(t, text, secret, name)
			for _, word := range words.FindAllString(text, -1) {
				for i := range len(word) - 7 {
					require.NotContains(t, secrets, word[i:i+8], "%s: %s", name, text)
				}
			}
		}
		for _, damaged := range damages(data) {
			for _, read := range readers {
				if err := read(damaged); err != nil {
					check(err.Error())
				}
			}
		}
		if file, err := certgen.ReadKey(data, giveSecret); err == nil {
			check(file.Encryption)
			for _, warning := range file.Warnings {
				check(warning.Error())
			}
		}
	}
	require.Greater(t, seen, 3*len(inputs))
}

// squeezed is a PEM file's base64 in one piece: without markers, which errors
// may repeat, or white space.
func squeezed(data []byte) string {
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		if !strings.Contains(line, "--") {
			out.WriteString(strings.TrimSpace(line))
		}
	}
	return out.String()
}

// damages are variants of a file, the file itself among them.
func damages(data []byte) [][]byte {
	variants := [][]byte{data}
	for i := 1; i < 8; i++ {
		at := i * len(data) / 8
		changed := append([]byte(nil), data...)
		changed[at] ^= 0x01
		variants = append(variants, data[:at], data[at:], changed)
	}
	return variants
}

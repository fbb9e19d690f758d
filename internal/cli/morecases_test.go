package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A madeCase is like a worldly case, with its files in it: see the SOURCES.md beside
// more.jsonl. In a file, {CERT} is the certificate of c.pem on one line, and {K1} to
// {K26} are the lines of its key.
type madeCase struct {
	Name   string            `json:"name"`
	Args   []string          `json:"args"`
	Files  map[string]string `json:"files"` // text, or "base64:" and bytes
	Expect int               `json:"expect"`
	Says   string            `json:"says"`
}

func madeCases(t *testing.T) []madeCase {
	t.Helper()
	data, err := os.ReadFile("testdata/cases/more.jsonl")
	require.NoError(t, err)
	var all []madeCase
	for line := range bytes.Lines(data) {
		var c madeCase
		require.NoError(t, json.Unmarshal(line, &c))
		all = append(all, c)
	}
	return all
}

// fillIn gives a made file its certificate and key.
func fillIn(t *testing.T) func(string) []byte {
	t.Helper()
	cert, err := os.ReadFile("testdata/cases/c.pem")
	require.NoError(t, err)
	key, err := os.ReadFile("testdata/cases/key-quoted-by-dotenv.pem")
	require.NoError(t, err)
	pairs := []string{"{CERT}", strings.ReplaceAll(string(cert), "\n", "")}
	for i, line := range strings.Split(strings.Split(string(key), `"`)[1], "\n")[1:] {
		pairs = append(pairs, fmt.Sprintf("{K%d}", i+1), line)
	}
	filled := strings.NewReplacer(pairs...)
	return func(text string) []byte {
		if packed, is := strings.CutPrefix(text, "base64:"); is {
			data, err := base64.StdEncoding.DecodeString(packed)
			require.NoError(t, err)
			return data
		}
		return []byte(filled.Replace(text))
	}
}

func TestMadeInputsAreAnsweredRightly(t *testing.T) {
	fill, cases := fillIn(t), madeCases(t)
	require.Greater(t, len(cases), 400)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			dir := t.TempDir()
			for i, arg := range c.Args {
				name, isFile := strings.CutPrefix(arg, "@")
				if text, made := c.Files[name]; isFile && made {
					c.Args[i] = filepath.Join(dir, name)
					require.NoError(t, os.WriteFile(c.Args[i], fill(text), 0o600))
				}
			}
			status, _, said := runInProcess(t, dir, c.Args)
			require.Equal(t, strconv.Itoa(c.Expect), strconv.Itoa(status), said)
			require.Regexp(t, regexp.MustCompile("(?is)"+c.Says), said)
			require.NotContains(t, said, string(fill("{K5}")), "the private key is shown")
		})
	}
}

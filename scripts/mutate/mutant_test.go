package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEachThingIsChangedByItself(t *testing.T) {
	const source = `package p

func f(a int, ok bool) bool {
	switch {
	case ok:
		g()
	case a < 2 && a != 0:
		a++
	}
	return true
}

func h() (int, bool) { return 0, false }
`
	found, err := mutants("p.go", []byte(source))
	require.NoError(t, err)
	var changes []string
	for _, m := range found {
		changes = append(changes, m.String())
		require.NotEqual(t, source, string(m.source))
	}
	require.ElementsMatch(t, []string{
		`p.go:5: "!(ok)" for "ok"`, `p.go:6: "" for "g()"`,
		`p.go:7: "<=" for "<"`, `p.go:7: ">=" for "<"`, `p.go:7: "(2 + 1)" for "2"`, `p.go:7: "||" for "&&"`,
		`p.go:7: "==" for "!="`, `p.go:7: "(0 + 1)" for "0"`, `p.go:8: "--" for "++"`, `p.go:10: "false" for "true"`,
		`p.go:13: "true" for "false"`,
	}, changes)
}

func TestWhatIsNoGoIsAnError(t *testing.T) {
	_, err := mutants("p.go", []byte("package"))
	require.Error(t, err)
	_, err = find("no-such-folder", "")
	require.NoError(t, err, "a folder without files has no mutants")
}

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/byoasn/byoasn/internal/cli"
)

// nowVariable gives the scripts their clock: an RFC 3339 time.
const nowVariable = "BYOASN_TEST_NOW"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"byoasn": runAtTestTime})
}

// runAtTestTime is byoasn itself, but for the clock.
func runAtTestTime() {
	env := cli.System()
	if at, err := time.Parse(time.RFC3339, os.Getenv(nowVariable)); err == nil {
		env.Now = func() time.Time { return at }
	}
	os.Exit(cli.Main(env, os.Args[1:]))
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition:           condition,
		Setup:               setUp,
	})
}

// setUp sets the clock and copies the fixtures, readable by their owner alone.
func setUp(env *testscript.Env) error {
	env.Setenv(nowVariable, "2026-11-23T12:00:00Z")
	fixtures, err := os.ReadDir("testdata/fixture")
	if err != nil {
		return err
	}
	for _, fixture := range fixtures {
		data, err := os.ReadFile(filepath.Join("testdata/fixture", fixture.Name()))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(env.WorkDir, fixture.Name()), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// condition skips what needs a program that is not there, but never in CI.
func condition(name string) (bool, error) {
	_, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		return false, err
	}
	return err == nil, nil
}

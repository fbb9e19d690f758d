package cli_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
)

// nowVariable gives the scripts their clock: an RFC 3339 time.
const nowVariable = "BYOASN_TEST_NOW"

// goRace has the programs end when they are done: with the race detector each would
// wait for a second.
const goRace = "atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	os.Setenv("GORACE", goRace)
	testscript.Main(m, map[string]func(){
		"byoasn":         func() { runAtTestTime(network) },
		"byoasn-offline": func() { runAtTestTime(nil) },
		"aws":            awsCommand,
	})
}

// networkVariable gives the program a server on loopback for all that is out there:
// RDAP and the RIPE Database under ripe/, and RIPEstat at ripestat.
const networkVariable = "BYOASN_TEST_NETWORK"

// network is that of cmd/byoasn.
func network(s lookup.Settings) cli.Network {
	if server := os.Getenv(networkVariable); server != "" {
		s.Server = cmp.Or(s.Server, server)
		s.ROAURL = cmp.Or(s.ROAURL, server+"/ripestat")
	}
	return &client.Client{Settings: inTest(s, os.Getenv(internetVariable))}
}

// runAtTestTime is the program itself, but for the clock.
func runAtTestTime(network func(lookup.Settings) cli.Network) {
	env := cli.System()
	env.Network = network
	if at, err := time.Parse(time.RFC3339, os.Getenv(nowVariable)); err == nil {
		env.Now = func() time.Time { return at }
	}
	os.Exit(heldToSchema(env, os.Args[1:]))
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Condition:           condition,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"serve": serve, "schema": schemaOfFile, "world": world, "tell": tell, "internet": internet},
		Setup:               setUp,
	})
}

// setUp sets the clock and copies the fixtures, and into keys the one key that
// package certgen has in every form, all readable by their owner alone.
func setUp(env *testscript.Env) error {
	env.Setenv(nowVariable, "2026-11-23T12:00:00Z")
	env.Setenv("GORACE", goRace)
	if err := setSchemas(env); err != nil {
		return err
	}
	if err := copyFiles("testdata/fixture", env.WorkDir); err != nil {
		return err
	}
	return copyFiles("../../certgen/testdata/keys", filepath.Join(env.WorkDir, "keys"))
}

func copyFiles(from, to string) error {
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(from, file.Name()))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, file.Name()), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// serve starts a registry on loopback that answers from the files in a folder:
// autnum/N and ip/A/L are N.json and A.json there, and what RIPEstat says of an
// origin N is roa-N.json, and of what is announced of a range glass-A.json. What it has no file for it does not know. Its URL is in
// $SERVER, and what it was asked in $WORK/asked.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve FOLDER")
	}
	dir, asked := ts.MkAbs(args[0]), ts.MkAbs("asked")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log, err := os.OpenFile(asked, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err == nil {
			fmt.Fprintln(log, r.URL.Path)
			log.Close()
		}
		words := strings.Split(r.URL.Path, "/")
		name, answer := words[min(2, len(words)-1)], "application/rdap+json"
		if origin := r.URL.Query().Get("resource"); origin != "" {
			name, answer = "roa-"+origin, "application/json"
			if network, _, isRange := strings.Cut(origin, "/"); isRange {
				name = "glass-" + network
			}
		}
		data, err := os.ReadFile(filepath.Join(dir, name+".json"))
		switch {
		case err != nil:
			w.Header().Set("Content-Type", "application/rdap+json")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"errorCode":404,"title":"Not found"}`)
		case strings.HasPrefix(string(data), "HANG"):
			<-r.Context().Done()
		case strings.HasPrefix(string(data), "<"):
			w.Header().Set("Content-Type", "text/html")
			w.Write(data)
		default:
			w.Header().Set("Content-Type", answer)
			w.Write(data)
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv("SERVER", server.URL)
}

// condition skips what needs a program that is not there, but never in CI.
func condition(name string) (bool, error) {
	_, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		return false, err
	}
	return err == nil, nil
}

// Mutate breaks a package in one small way after the other, and runs its tests each
// time: what they let pass is a hole in them.
//
//	go run ./scripts/mutate -n 50 ./resource          # 50 of all, drawn with -seed
//	go run ./scripts/mutate -changed main ./resource  # in the lines changed since main
//
// It prints a line for each mutant that survives, and a count. Each is compiled with
// go's -overlay: no file is touched. What a compiler refuses does not count. The exit
// status is 1 where fewer than -least percent were killed.
//
// A tool of our own, because gremlins (v0.6.0) takes the conditions of a switch for code
// that no test runs, and this module is full of switches.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

func main() {
	most := flag.Int("n", 0, "at most so many mutants of each package; 0 is all")
	seed := flag.Uint64("seed", 1, "which are drawn")
	changed := flag.String("changed", "", "only in lines that differ from this commit")
	least := flag.Int("least", 0, "the percentage that has to be killed")
	within := flag.Duration("within", 0, "draw no more after this time; 0 is no end")
	flag.Parse()
	end := time.Now().Add(*within)
	bad := false
	for _, dir := range flag.Args() {
		mutants, err := find(dir, *changed)
		if err != nil {
			fmt.Fprintln(os.Stderr, "mutate:", err)
			os.Exit(2)
		}
		r := rand.New(rand.NewPCG(*seed, 0))
		r.Shuffle(len(mutants), func(i, j int) { mutants[i], mutants[j] = mutants[j], mutants[i] })
		began := time.Now()
		if (mutant{file: "none.go"}).outcome(dir, time.Hour) != survived {
			fmt.Fprintf(os.Stderr, "mutate: the tests of %s fail as it is\n", dir)
			os.Exit(2)
		}
		patience := 10*time.Second + 5*time.Since(began) // for one that ends no more
		killed, lived := 0, 0
		for _, m := range mutants {
			if *most > 0 && killed+lived == *most || *within > 0 && time.Now().After(end) {
				break
			}
			switch m.outcome(dir, patience) {
			case survived:
				lived++
				fmt.Printf("survived: %s\n", m)
			case dead:
				killed++
			}
		}
		fmt.Printf("%s: %d of %d killed, of %d mutants\n", dir, killed, killed+lived, len(mutants))
		bad = bad || killed*100 < *least*(killed+lived)
	}
	if bad {
		os.Exit(1)
	}
}

// find returns the mutants of a package's own files.
func find(dir, since string) (all []mutant, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		lines := func(int) bool { return true }
		if since != "" {
			if lines, err = changedLines(file, since); err != nil {
				return nil, err
			}
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		found, err := mutants(file, source)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			if lines(m.line) {
				all = append(all, m)
			}
		}
	}
	return all, nil
}

var hunk = regexp.MustCompile(`(?m)^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)

// changedLines says which lines of a file differ from those in a commit.
func changedLines(file, since string) (func(int) bool, error) {
	diff, err := exec.Command("git", "diff", "-U0", since, "--", file).Output()
	if err != nil {
		return nil, fmt.Errorf("git diff %s: %w", since, err)
	}
	lines := map[int]bool{}
	for _, h := range hunk.FindAllStringSubmatch(string(diff), -1) {
		first, _ := strconv.Atoi(h[1])
		count, err := strconv.Atoi(h[2])
		if err != nil {
			count = 1
		}
		for n := range count {
			lines[first+n] = true
		}
	}
	return func(n int) bool { return lines[n] }, nil
}

// What becomes of a mutant.
type outcome int

const (
	unbuilt outcome = iota
	dead
	survived
)

// outcome compiles the mutant and runs the package's tests.
func (m mutant) outcome(dir string, patience time.Duration) outcome {
	temp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return unbuilt
	}
	defer os.RemoveAll(temp)
	path, err := filepath.Abs(m.file)
	if err != nil {
		return unbuilt
	}
	file, overlay, binary := filepath.Join(temp, "m.go"), filepath.Join(temp, "overlay.json"), filepath.Join(temp, "test")
	list, err := json.Marshal(map[string]map[string]string{"Replace": {path: file}})
	if err := errors.Join(err, os.WriteFile(file, m.source, 0o600), os.WriteFile(overlay, list, 0o600)); err != nil {
		return unbuilt
	}
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, "./"+filepath.Clean(dir))
	if build.Run() != nil {
		return unbuilt
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	test := exec.CommandContext(ctx, binary, "-test.failfast")
	test.Dir = dir
	if test.Run() != nil {
		return dead
	}
	return survived
}

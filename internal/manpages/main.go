// Command manpages writes a man page for each command of byoasn and
// byoasn-offline, made from what their -h says.
//
//	go run ./internal/manpages -date 2030-01-31 -version v1.0.0 FOLDER
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
)

func main() {
	date := flag.String("date", "", "the day on the pages, YYYY-MM-DD")
	version := flag.String("version", "(devel)", "the version on the pages")
	flag.Parse()
	if err := write(*date, *version, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "manpages: error:", err)
		os.Exit(2)
	}
}

// online is a network that nobody asks, so that its commands and flags are there.
func online(lookup.Settings) cli.Network { return nil }

func write(date, version, folder string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("-date %q is not a day: write it as 2030-01-31", date)
	}
	if folder == "" {
		return fmt.Errorf("name the folder to write to")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, env := range []cli.Env{{Network: online}, {}} {
		if err := pages(cli.Command(env), date, version, folder); err != nil {
			return err
		}
	}
	return nil
}

// pages writes the page of a command and those of the commands below it.
func pages(cmd *cobra.Command, date, version, folder string) error {
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			if err := pages(below, date, version, folder); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(filepath.Join(folder, name(cmd)+".1"), []byte(page(cmd, date, version)), 0o644)
}

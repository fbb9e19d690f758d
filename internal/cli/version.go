package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// A version is what "version" says, and its JSON form.
type version struct {
	Program  string `json:"program"`            // byoasn or byoasn-offline
	Version  string `json:"version"`            // the release, or "(devel)"
	Revision string `json:"revision,omitempty"` // the commit, if the build knows it
	Modified bool   `json:"modified"`           // whether the tree had changes
	Go       string `json:"go"`
	Platform string `json:"platform"` // GOOS/GOARCH
}

func (a *app) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			v := a.buildVersion()
			if asJSON {
				return a.writeJSON(v)
			}
			_, err := fmt.Fprintln(a.Stdout, v)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (a *app) buildVersion() version {
	v := version{Program: a.name, Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	if a.Version != "" {
		v.Version = a.Version
	}
	return v
}

func (v version) String() string {
	commit := ""
	if v.Revision != "" {
		commit = " " + v.Revision
	}
	if v.Modified {
		commit += " (modified)"
	}
	return fmt.Sprintf("%s %s%s %s %s", v.Program, v.Version, commit, v.Go, v.Platform)
}

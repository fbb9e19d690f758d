package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryCommandHasAPageThatFormatsCleanly(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, write("2025-01-31", "v1.2.3", folder))
	pages, err := filepath.Glob(filepath.Join(folder, "*.1"))
	require.NoError(t, err)
	require.Contains(t, pages, filepath.Join(folder, "byoasn-cert-new.1"))
	require.Contains(t, pages, filepath.Join(folder, "byoasn-offline-respond.1"))

	for _, page := range pages {
		data, err := os.ReadFile(page)
		require.NoError(t, err)
		for _, section := range []string{"NAME", "SYNOPSIS", "DESCRIPTION", `EXIT STATUS`, "v1.2.3"} {
			require.Contains(t, string(data), section, page)
		}
	}
	if _, err := exec.LookPath("mandoc"); err != nil {
		require.Empty(t, os.Getenv("CI"), "CI has to have mandoc")
		t.Skip("there is no mandoc here")
	}
	out, err := exec.Command("mandoc", append([]string{"-Tlint", "-W", "warning"}, pages...)...).CombinedOutput()
	require.NoError(t, err, string(out))
}

func TestNothingInATextIsARequest(t *testing.T) {
	b := &roff{}
	b.prose(".de XX\n'br\n\\fB--flag\\fR\n\n  .verbatim")
	for line := range strings.Lines(b.String()) {
		macro := strings.HasPrefix(line, ".PP") || strings.HasPrefix(line, ".RS") || strings.HasPrefix(line, ".RE") ||
			strings.HasPrefix(line, ".nf") || strings.HasPrefix(line, ".fi")
		require.True(t, macro || !strings.HasPrefix(line, ".") && !strings.HasPrefix(line, "'"), line)
	}
	require.Contains(t, b.String(), `\efB\-\-flag\efR`)
}

func TestWrongUseIsRefused(t *testing.T) {
	require.ErrorContains(t, write("tomorrow", "v1", t.TempDir()), "2030-01-31")
	require.ErrorContains(t, write("2030-01-31", "v1", ""), "folder")
}

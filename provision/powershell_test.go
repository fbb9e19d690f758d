package provision_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// psWords makes the arguments of a command the way PowerShell does (about_Parsing,
// argument mode; about_Quoting_Rules; the language specification, sections 2.3.5.2
// and 8.2), for what a command may have: it fails at everything that would make
// PowerShell do more.
func psWords(t testing.TB, line string) []string {
	var list []string
	if rest, found := strings.CutPrefix(line, "& "); found {
		line = rest
	}
	for line != "" {
		switch {
		case strings.HasPrefix(line, "`\n"):
			line = line[2:]
		case line[0] == ' ':
			line = line[1:]
		default:
			var word string
			word, line = psWord(t, []rune(line))
			require.True(t, line == "" || line[0] == ' ', "a quote begins a new argument: %q", line)
			list = append(list, word)
		}
	}
	return list
}

func psWord(t testing.TB, line []rune) (word, rest string) {
	switch {
	case isOneOf(line[0], "'‘’‚‛"):
		return psQuoted(t, line, "'‘’‚‛", false)
	case isOneOf(line[0], `"“”„`):
		return psQuoted(t, line, `"“”„`, true)
	}
	i := 0
	for i < len(line) && line[i] != ' ' {
		require.Contains(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./", string(line[i]))
		i++
	}
	require.NotContains(t, "0123456789.", string(line[0]), "a number is calculated")
	if line[0] == '-' {
		require.NotContains(t, string(line[:i]), ".", "PowerShell splits an option at a dot")
	}
	return string(line[:i]), string(line[i:])
}

func psQuoted(t testing.TB, line []rune, quotes string, expands bool) (word, rest string) {
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		switch c := line[i]; {
		case isOneOf(c, quotes) && i+1 < len(line) && isOneOf(line[i+1], quotes):
			b.WriteRune(c)
			i++
		case isOneOf(c, quotes):
			return b.String(), string(line[i+1:])
		case expands && c == '`':
			i++
			require.True(t, isOneOf(line[i], "`$\"“”„"), "only these are escaped")
			b.WriteRune(line[i])
		case expands && c == '$':
			name, _, found := strings.Cut(string(line[i+2:]), "}")
			require.True(t, found && line[i+1] == '{')
			require.Contains(t, values, name)
			b.WriteString(values[name])
			i += len([]rune(name)) + 2
		default:
			b.WriteRune(c)
		}
	}
	require.Fail(t, "a quote is open")
	return "", ""
}

func isOneOf(r rune, set string) bool { return strings.ContainsRune(set, r) }

// asPowerShell are arguments as PowerShell's program has them.
func asPowerShell(argv []string) []string {
	if argv[0] == "curl" {
		argv[0] = "curl.exe"
	}
	return argv
}

func FuzzPowerShell(f *testing.F) {
	for _, text := range append(hostile, "12345", "012", "1kb", "0x10", "-a.b", "-a:b", "a,b", "@a", "a;b", "’", "a’’b", "“$x”", "–x", "C:\\a b\\") {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if text != strings.ToValidUTF8(text, "") || strings.ContainsRune(text, 0) || strings.HasPrefix(text, "cn-") {
			return
		}
		require.Equal(t, []string{text}, psWords(t, provision.PowerShell.Quote(text)))
		for _, c := range withTexts(t, text) {
			argv, err := c.Argv(nil)
			require.NoError(t, err)
			require.Equal(t, argv, psWords(t, c.In(provision.PowerShell)))
			require.Equal(t, argv, psWords(t, c.LinesIn(provision.PowerShell)))
		}
	})
}

func TestEveryCommandOfEveryRunbookIsRightForPowerShell(t *testing.T) {
	for _, r := range requests(t) {
		book, err := r.Runbook()
		require.NoError(t, err)
		for _, step := range book.Steps {
			for _, c := range append(step.Commands, polls(step)...) {
				argv, err := c.Argv(values)
				require.NoError(t, err)
				require.Equal(t, asPowerShell(argv), psWords(t, c.In(provision.PowerShell)))
			}
		}
	}
}

func TestARunbookForPowerShellHasNothingOfAPOSIXShell(t *testing.T) {
	r := requests(t)["asn-open"]
	r.Shell = provision.PowerShell
	book, err := r.Runbook()
	require.NoError(t, err)
	for _, text := range []string{book.Text(), book.Markdown()} {
		for _, posix := range []string{" \\\n", "read -r", "```sh", "$(aws", "'\\''"} {
			require.NotContains(t, text, posix)
		}
		require.Contains(t, text, "$IPAM_ID = Read-Host IPAM_ID")
		require.Contains(t, text, `--ipam-id "${IPAM_ID}"`)
		require.Contains(t, text, "if ($state -in 'provisioned') { break }")
	}
	require.Contains(t, book.Markdown(), "```powershell\naws ec2")
	golden(t, "asn-open-powershell.txt", book.Text())
}

// Where there is a PowerShell, it says what its rules are.
func TestPowerShellItselfMakesTheExactArguments(t *testing.T) {
	pwsh, err := exec.LookPath("pwsh")
	if err != nil {
		t.Skip("no PowerShell here")
	}
	dir := standIns(t)
	var script strings.Builder
	var want []string
	for name, value := range values {
		script.WriteString("$" + name + " = " + provision.PowerShell.Quote(value) + "\n")
	}
	for _, r := range requests(t) {
		book, err := r.Runbook()
		require.NoError(t, err)
		for _, step := range book.Steps {
			for _, c := range step.Commands {
				argv, err := c.Argv(values)
				require.NoError(t, err)
				if argv[0] != "curl" {
					want = append(want, argv...)
					script.WriteString(c.LinesIn(provision.PowerShell) + "\n")
				}
			}
		}
	}
	file := filepath.Join(t.TempDir(), "script.ps1")
	require.NoError(t, os.WriteFile(file, []byte(script.String()), 0o600))
	cmd := exec.Command(pwsh, "-NoProfile", "-File", file)
	cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Equal(t, want, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"))
}

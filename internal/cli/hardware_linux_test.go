package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pkcs11Blocks are the commands of docs/hardware.md for pkcs11-tool.
func pkcs11Blocks(t *testing.T) (script string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/hardware.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(page), "\n## PKCS#11: pkcs11-tool\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := strings.Split(section, "\n```sh\n")[1:]
	require.Len(t, blocks, 2)
	for _, block := range blocks {
		block, _, closed := strings.Cut(block, "```\n")
		require.True(t, closed)
		script += block
	}
	require.Contains(t, section, "`unset PIN`")
	return script
}

// softHSM makes a token with the page's label, which has a blank in it, and returns
// the module.
func softHSM(t *testing.T, dir string) (module string) {
	t.Helper()
	for _, program := range []string{"softhsm2-util", "pkcs11-tool", "openssl"} {
		if ok, err := condition(program); !ok {
			require.NoError(t, err)
			t.Skip(program + " is not installed")
		}
	}
	for _, pattern := range []string{"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"} {
		if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
			module = found[0]
		}
	}
	require.NotEmpty(t, module)
	tokens, conf := filepath.Join(dir, "tokens"), filepath.Join(dir, "softhsm2.conf")
	require.NoError(t, os.Mkdir(tokens, 0o700))
	require.NoError(t, os.WriteFile(conf, []byte("directories.tokendir = "+tokens+"\nobjectstore.backend = file\nlog.level = ERROR\n"), 0o600))
	t.Setenv("SOFTHSM2_CONF", conf)
	out, err := exec.Command("softhsm2-util", "--init-token", "--free", "--label", "my token", "--so-pin", "8765-officer", "--pin", "5762 user\\").CombinedOutput()
	require.NoError(t, err, string(out))
	return module
}

// The page's commands are run as they stand there, by each shell that is here, for
// somebody who types the PIN.
func TestTheCommandsForPKCS11ToolAreAsTheDocumentationSays(t *testing.T) {
	for _, shell := range []string{"sh", "bash", "zsh"} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("there is no " + shell)
			}
			dir := t.TempDir()
			script := strings.Replace(pkcs11Blocks(t), "/usr/lib/softhsm/libsofthsm2.so", softHSM(t, dir), 1)
			p := atShell(t, dir, shell, "set -eu\ntext_message='"+signing[3]+"'\n"+script)
			p.prompted("PIN: ")
			p.types("5762 user\\\n")
			require.Equal(t, "\r", p.sees("\n"), "nothing that was typed is shown")
			require.Zero(t, p.leaves(), "%s\n%s", &p.stdout, &p.stderr)
			require.True(t, p.echoes())
			signatures := regexp.MustCompile(`(?m)^[A-Za-z0-9~-]{342}__$`).FindAllString(p.stdout.String(), -1)
			require.Len(t, signatures, 3, p.stdout.String())
			for _, signature := range signatures {
				run(t, dir, "verify", "--cert", "certificate.pem", "--message", signing[3], "--signature", signature)
			}
		})
		t.Run(shell+", Ctrl-C instead of the PIN", func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("there is no " + shell)
			}
			_, functions, found := strings.Cut(pkcs11Blocks(t), "ask_pin() {")
			require.True(t, found)
			functions, _, found = strings.Cut(functions, "\n}\n")
			require.True(t, found)
			p := atShell(t, t.TempDir(), shell, "ask_pin() {"+functions+"\n}\nask_pin\necho \"$? ${PIN-unset}\"\n")
			p.prompted("PIN: ")
			p.types("57\x03")
			gone := make(chan struct{})
			defer close(gone)
			go func() { // a shell that is between two commands may miss the first
				for {
					select {
					case <-gone:
						return
					case <-time.After(time.Second):
						_, _ = p.keyboard.WriteString("\x03")
					}
				}
			}()
			p.leaves()
			require.True(t, p.echoes(), "the shell that comes back shows what is typed")
			require.NotContains(t, p.stdout.String(), "57")
		})
	}
}

// atShell starts a script at a terminal, with byoasn in the path.
func atShell(t *testing.T, dir, shell, script string) *typist {
	t.Helper()
	cmd := exec.Command(shell, "-c", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), nowVariable+"=2026-11-23T12:00:00Z", "PATH="+filepath.Dir(named(t, "byoasn"))+":"+os.Getenv("PATH"))
	return attend(t, cmd)
}

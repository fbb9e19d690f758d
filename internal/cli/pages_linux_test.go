package cli_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
)

// runBefore are pages whose command lines other tests run, with what they print.
var runBefore = map[string]string{
	"ceremony.md":       "TestTheCeremonyIsAsTheDocumentationSays",
	"hardware.md":       "hardware_linux_test.go",
	"build-your-own.md": "package examples/programs",
	"json.md":           "it has names of commands, and no lines to run",
}

// Every command line of ours, in every other page, is run as it stands there, in one
// folder and one shell a page, at a terminal where somebody types the passphrase. It
// may say yes, no or unknown, and never that it is the wrong use of the command.
func TestTheCommandLinesOfThePagesRun(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	require.NoError(t, err)
	for _, path := range append(pages, "../../README.md") {
		page := filepath.Base(path)
		if runBefore[page] != "" {
			continue
		}
		t.Run(page, func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			runPage(t, linesOf(string(text)))
		})
	}
}

var span = regexp.MustCompile("`([^`\n]+)`")

// form is in what is the form of a command, with names for what is to be filled in.
var form = regexp.MustCompile(`…|\b[A-Z]+\b|\[`)

// linesOf are the command lines of a page that are whole: in its blocks, but for
// sessions that show what is printed, and in its text.
func linesOf(page string) (lines []string) {
	for i, part := range strings.Split(page, "```") {
		if i%2 == 0 {
			for _, found := range span.FindAllStringSubmatch(part, -1) {
				if strings.HasPrefix(found[1], "byoasn ") && strings.Contains(found[1], " --") && !form.MatchString(found[1]) {
					lines = append(lines, found[1])
				}
			}
			continue
		}
		language, block, _ := strings.Cut(part, "\n")
		if language != "sh" && language != "" {
			continue
		}
		for line := range strings.Lines(strings.ReplaceAll(block, "\\\n", " ")) {
			if strings.Contains(line, "byoasn ") && !strings.HasPrefix(line, "git ") && !strings.HasPrefix(line, "ssh-keygen ") && !strings.Contains(line, "scripts/") {
				lines = append(lines, strings.TrimSpace(line))
			}
		}
	}
	return lines
}

// placeholders are what a reader puts in the place of …, and how long a test waits.
var placeholders = strings.NewReplacer(
	"--message …", `--message "$text_message"`, "--signature …", `--signature "$signed_message"`, "byoasn message …", "byoasn message --account 123456789012 --asn 12345",
	"ipam-pool-…", "ipam-pool-0123456789abcdef0", "ipam-…", "ipam-0123456789abcdef0", "kms sign …", "kms sign",
	"--wait 24h", "--wait 100ms", "--wait 30m", "--wait 100ms", "/var/lib/node_exporter/", "./")

func runPage(t *testing.T, lines []string) {
	dir, bin := reader(t)
	var script strings.Builder
	script.WriteString("text_message='1|aws|123456789012|12345|20261231|SHA256|RSAPSS'\nsigned_message=$(byoasn sign -q --key key.pem \"$text_message\")\n" +
		"range_message='1|aws|123456789012|8.8.8.0/24|20261231|SHA256|RSAPSS'\nsigned_range=$(byoasn sign -q --key key.pem \"$range_message\")\n")
	if strings.Contains(strings.Join(lines, "\n"), "byoasn key new --proof") {
		script.WriteString("rm private-key.pem certificate.pem\n") // the page makes them
	}
	for _, line := range lines {
		line = placeholders.Replace(line)
		if strings.Contains(line, "--pool-id ") || strings.Contains(line, "--service ") {
			line = strings.NewReplacer("$text_message", "$range_message", "$signed_message", "$signed_range").Replace(line)
		}
		require.NotContains(t, line, "…", "a placeholder that the test does not know")
		if strings.HasPrefix(line, "byoasn accept ") { // what the other machine does meanwhile
			script.WriteString("byoasn-offline respond -q --yes --key private-key.pem --cert certificate.pem --out response.json request.json\n")
		}
		script.WriteString(line + "\necho \"STATUS $? of " + strings.NewReplacer(`"`, `\"`, "$", `\$`, "`", "\\`").Replace(line) + "\"\n")
	}
	p := seat(t, 200, 50)
	cmd := exec.Command("sh", "-c", "exec 2>&1\n"+script.String())
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), nowVariable+"=2026-11-23T12:00:00Z", "REAL="+filepath.Join(bin, "real"), "SERVER="+registryOfPages(t, dir))
	p.starts(cmd)
	p.typesPassphrases("correct horse battery staple")
	out := p.stdout.String()
	require.Equal(t, len(lines), strings.Count(out, "\nSTATUS ")+strings.Count(out[:min(7, len(out))], "STATUS "), out)
	before := ""
	for line := range strings.Lines(out) {
		if status, found := strings.CutPrefix(line, "STATUS "); found {
			require.Regexp(t, `^[013] of`, status, "%s", before)
			before = ""
			continue
		}
		before += line
	}
}

// wrapped is byoasn for a machine without a network: what it would ask the world it
// asks the test.
const wrapped = `#!/bin/sh
case " $* " in
*" --record "*|*" --announced "*|*" -h "*) ;;
*) case $1 in
  check) set -- "$@" --server "$SERVER" ;;
  preflight) set -- "$@" --server "$SERVER"; case " $* " in *" --vrps "*) ;; *) set -- "$@" --ripestat "$SERVER" ;; esac ;;
  seen|roas) set -- "$@" --ripestat "$SERVER" ;;
  esac ;;
esac
exec "$REAL/byoasn" "$@"
`

// reader returns a folder with the files that the pages name, and one with the
// programs.
func reader(t *testing.T) (dir, bin string) {
	t.Helper()
	dir, bin = t.TempDir(), t.TempDir()
	require.NoError(t, copyFiles("testdata/fixture", dir))
	self, err := os.Executable()
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(bin, "real"), 0o700))
	for _, name := range []string{"byoasn", "byoasn-offline"} {
		require.NoError(t, os.Symlink(self, filepath.Join(bin, "real", name)))
		require.NoError(t, os.WriteFile(filepath.Join(bin, name), []byte(strings.ReplaceAll(wrapped, `"$REAL/byoasn"`, `"$REAL/`+name+`"`)), 0o700))
	}
	line := oneLine(t, dir)
	rpsl := "aut-num:        AS12345\nas-name:        EXAMPLE\ndescr:          " + line + "\norg:            ORG-EX1-RIPE\nsource:         RIPE\n"
	raw := make([]byte, 256)
	text := base64.StdEncoding.EncodeToString(raw)
	for name, content := range map[string]string{
		"whois": "#!/bin/sh\ncat <<'END'\n" + rpsl + "END\n",
		"aws":   "#!/bin/sh\ncase $1 in kms) echo " + text + " ;; *) echo '" + awsAnswer + "' ;; esac\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(bin, name), []byte(content), 0o700))
	}
	key, err := os.ReadFile(filepath.Join(dir, "key.pem"))
	require.NoError(t, err)
	for name, content := range map[string]string{
		"private-key.pem": string(key), "asns.txt": "12345\n12346\n", "messages.txt": "1|aws|123456789012|12345|20261231|SHA256|RSAPSS\n",
		"aut-num.txt": rpsl, "rdap.json": rdapOfPages(line), "saved.json": rdapOfPages(line), "object.json": objectOfPages, "record.txt": rpsl,
		"signature.bin": string(raw), "signature.txt": strings.NewReplacer("+", "-", "=", "_", "/", "~").Replace(text) + "\n",
		"vrps.json":      `{"metadata":{"buildtime":"2026-11-23T11:00:00Z"},"roas":[{"asn":"AS12345","prefix":"203.0.113.0/24","maxLength":24,"ta":"ripe"}]}`,
		"announced.json": lookingGlassOfPages, "asns.json": awsAnswer, "ranges.json": `{"ByoipCidrs":[]}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir, bin
}

// oneLine is the fixture's certificate as it is published.
func oneLine(t *testing.T, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "certificate.pem"))
	require.NoError(t, err)
	cert, err := certgen.ReadCertificate(data)
	require.NoError(t, err)
	return certgen.OneLine(cert)
}

const (
	awsAnswer           = `{"Byoasns":[{"Asn":"12345","IpamId":"ipam-0123456789abcdef0","State":"pending-provision"}]}`
	lookingGlassOfPages = `{"status":"ok","data_call_name":"looking-glass","query_time":"2026-11-23T11:58:00","data":{"rrcs":[{"rrc":"RRC00","peers":[{"asn_origin":"12345","as_path":"3333 12345","prefix":"203.0.113.0/24","peer":"192.0.2.1","latest_time":"2026-11-23T11:50:00"}]}]},"parameters":{"resource":"203.0.113.0/24"}}`
	objectOfPages       = `{"objects":{"object":[{"type":"aut-num","source":{"id":"ripe"},"attributes":{"attribute":[{"name":"aut-num","value":"AS12345"},{"name":"as-name","value":"EXAMPLE"},{"name":"source","value":"RIPE"}]}}]}}`
)

func rdapOfPages(line string) string {
	return fmt.Sprintf(`{"rdapConformance":["rdap_level_0"],"objectClassName":"autnum","handle":"AS12345","startAutnum":12345,"endAutnum":12345,"port43":"whois.ripe.net","remarks":[{"description":[%q]}]}`, line)
}

// registryOfPages answers for the registries and for RIPEstat.
func registryOfPages(t *testing.T, dir string) string {
	line := oneLine(t, dir)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/autnum/12345":
			w.Header().Set("Content-Type", "application/rdap+json")
			fmt.Fprint(w, rdapOfPages(line))
		case strings.Contains(r.URL.Query().Get("resource"), "/"):
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, lookingGlassOfPages)
		default:
			w.Header().Set("Content-Type", "application/rdap+json")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"errorCode":404,"title":"Not found"}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

package publish_test

import (
	"bufio"
	"bytes"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
)

var today = time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)

// letter reads a mail as a mail program does and returns its text.
func letter(t *testing.T, data []byte) string {
	t.Helper()
	message, err := mail.ReadMessage(bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, "quoted-printable", message.Header.Get("Content-Transfer-Encoding"))
	text, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	require.NoError(t, err)
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

func TestTheMailSurvivesWhatMailServersDo(t *testing.T) {
	for _, remove := range []bool{false, true} {
		for _, c := range []publish.Change{change(t, registry.APNIC, asn), change(t, registry.APNIC, network), change(t, registry.APNIC, subnet6)} {
			c.Remove = remove
			data, err := c.Mail(today)
			require.NoError(t, err)
			guide, err := c.Guide()
			require.NoError(t, err)
			require.Equal(t, guide.Text+"\n", letter(t, data))
			require.Equal(t, guide.Text+"\n", letter(t, relayed(data)), "through a server that breaks long lines")
			require.Equal(t, 1, lines(guide.Text, certgen.OneLine(c.Certificate)))
			requireMail(t, data)
		}
	}
	t.Run("as a plain text would not", func(t *testing.T) {
		plain := []byte("\r\n" + certgen.OneLine(certificate(t)) + "\r\n")
		require.NotEqual(t, plain, relayed(plain))
	})
}

// lines counts the lines of a text that are equal to one.
func lines(text, want string) (n int) {
	for line := range strings.SplitSeq(text, "\n") {
		if line == want {
			n++
		}
	}
	return n
}

// requireMail holds a mail to RFC 5322: lines of less than 78 characters in
// ASCII, each with a CR LF, and the headers that there have to be.
func requireMail(t *testing.T, data []byte) {
	t.Helper()
	require.True(t, bytes.HasSuffix(data, []byte("\r\n")))
	for line := range strings.SplitSeq(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		require.Less(t, len(line), 78)
		require.Empty(t, strings.Trim(line, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"))
	}
	message, err := mail.ReadMessage(bytes.NewReader(data))
	require.NoError(t, err)
	to, err := message.Header.AddressList("To")
	require.NoError(t, err)
	require.Equal(t, "helpdesk@apnic.net", to[0].Address)
	date, err := message.Header.Date()
	require.NoError(t, err)
	require.True(t, today.Equal(date))
	require.Equal(t, "1.0", message.Header.Get("MIME-Version"))
}

// relayed is what Postfix makes of a mail: it writes 998 characters, and then CR,
// LF and a blank before what is left of the line (smtp_line_length_limit).
func relayed(data []byte) []byte {
	const limit = 998
	var out bytes.Buffer
	in := bufio.NewScanner(bytes.NewReader(data))
	for in.Scan() {
		line := in.Text()
		for len(line) > limit {
			out.WriteString(line[:limit] + "\r\n ")
			line = line[limit:]
		}
		out.WriteString(line + "\r\n")
	}
	return out.Bytes()
}

func TestPythonReadsTheMailAsGoDoes(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not there")
	}
	c := change(t, registry.APNIC, asn)
	data, err := c.Mail(today)
	require.NoError(t, err)
	read := exec.Command(python, "-c", `
import email, email.policy, sys
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
assert not m.defects, m.defects
sys.stdout.write(m["To"] + "|" + m["Subject"] + "|" + m.get_content())`)
	read.Stdin = bytes.NewReader(data)
	out, err := read.Output()
	require.NoError(t, err)
	guide, err := c.Guide()
	require.NoError(t, err)
	require.Equal(t, "helpdesk@apnic.net|Please add a certificate to the remarks of AS64496|"+guide.Text+"\n", strings.ReplaceAll(string(out), "\r\n", "\n"))
}

func TestNoMailIsWrittenToARegistryThatTakesNone(t *testing.T) {
	for _, r := range []registry.Registry{registry.ARIN, registry.RIPE} {
		_, err := change(t, r, asn).Mail(today)
		require.ErrorIs(t, err, problem.ID("no-mail"))
	}
}

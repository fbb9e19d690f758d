package provision_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/provision"
)

// split makes words of a command the way a POSIX shell does (POSIX.1-2017,
// Shell Command Language, sections 2.2 and 2.3), for what a command may have:
// it fails at everything that would make the shell do more.
func split(t testing.TB, line string) []string {
	var list []string
	for line != "" {
		if rest, found := strings.CutPrefix(line, "\\\n"); found {
			line = rest
			continue
		}
		if line[0] == ' ' {
			line = line[1:]
			continue
		}
		var word string
		word, line = splitWord(t, line)
		list = append(list, word)
	}
	return list
}

func splitWord(t testing.TB, line string) (word, rest string) {
	require.NotEqual(t, byte('='), line[0], "zsh would look for a program")
	for line != "" && line[0] != ' ' {
		switch c := line[0]; {
		case c == '\'':
			quoted, after, found := strings.Cut(line[1:], "'")
			require.True(t, found, "a quote is open")
			word, line = word+quoted, after
		case c == '\\':
			require.Greater(t, len(line), 1)
			require.Equal(t, byte('\''), line[1], "only quotes are escaped")
			word, line = word+"'", line[2:]
		case c == '"':
			quoted, after, found := strings.Cut(line[1:], `"`)
			require.True(t, found, "a quote is open")
			require.NotContains(t, quoted, "`")
			require.NotContains(t, quoted, `\`)
			require.NotContains(t, quoted, "!")
			word, line = word+os.Expand(quoted, func(name string) string {
				require.Contains(t, values, name)
				return values[name]
			}), after
		default:
			require.Contains(t, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,@%+=", string(c), line)
			word, line = word+string(c), line[1:]
		}
	}
	return word, line
}

func FuzzCommand(f *testing.F) {
	require.NotEmpty(f, hostile)
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsRune(text, 0) || strings.HasPrefix(text, "cn-") {
			return
		}
		for _, c := range withTexts(t, text) {
			argv, err := c.Argv(nil)
			require.NoError(t, err)
			require.Equal(t, argv, split(t, c.String()))
			require.Equal(t, argv, split(t, c.Lines()))
			if text != "" && !strings.HasPrefix(text, "-") {
				require.Equal(t, []string{"--profile", text}, argv[len(argv)-2:])
			}
			if strings.HasPrefix(text, "-") {
				require.Equal(t, "--profile="+text, argv[len(argv)-1])
			}
		}
	})
}

func TestACallHasTheArgumentsThatAWSDocuments(t *testing.T) {
	sig := everyLetter().String()
	tests := map[string][]string{
		"asn": {"aws", "ec2", "provision-ipam-byoasn", "--ipam-id", ipamID, "--asn", "64496",
			"--asn-authorization-context", "Message=" + asnText + ",Signature=" + sig, "--region", "eu-west-1", "--profile", "ipam-account"},
		"asn-open": {"aws", "ec2", "provision-ipam-byoasn", "--ipam-id", ipamID, "--asn", "64496",
			"--asn-authorization-context", "Message=" + asnText + ",Signature=" + sig},
		"range": {"aws", "ec2", "provision-ipam-pool-cidr", "--ipam-pool-id", poolID, "--cidr", "198.51.100.0/24", "--verification-method", "remarks-x509",
			"--cidr-authorization-context", "Message=" + rangeText + ",Signature=" + sig, "--region", "us-gov-west-1"},
		"range-ec2": {"aws", "ec2", "provision-byoip-cidr", "--cidr", "2001:db8::/48",
			"--cidr-authorization-context", "Message=" + range6Text + ",Signature=" + sig, "--region", "eu-west-1"},
		"hidden-ec2": {"aws", "ec2", "provision-byoip-cidr", "--cidr", "2001:db8::/56",
			"--cidr-authorization-context", "Message=" + hiddenText + ",Signature=" + sig, "--no-publicly-advertisable"},
		"hidden-ipam": {"aws", "ec2", "provision-ipam-pool-cidr", "--ipam-pool-id", poolID, "--cidr", "2001:db8::/56", "--verification-method", "remarks-x509",
			"--cidr-authorization-context", "Message=" + hiddenText + ",Signature=" + sig},
		"accelerator": {"aws", "globalaccelerator", "provision-byoip-cidr", "--cidr", "198.51.100.0/24",
			"--cidr-authorization-context", "Message=" + rangeText + ",Signature=" + sig, "--region", "us-west-2"},
	}
	for name, argv := range map[string][]string{
		"dns-token":        {"198.51.100.0/22", "--verification-method", "dns-token", "--ipam-external-resource-verification-token-id", "ipam-ext-res-ver-token-1", "--region", "eu-west-1"},
		"dns-token-known":  {"2001:db8::/48", "--verification-method", "dns-token", "--ipam-external-resource-verification-token-id", "ipam-ext-res-ver-token-0123456789abcdef0"},
		"dns-token-hidden": {"2001:db8::/53", "--verification-method", "dns-token", "--ipam-external-resource-verification-token-id", "ipam-ext-res-ver-token-1"},
		"delegated":        {"198.51.100.0/24", "--cidr-authorization-context", `Message="CoveredByInternetRegistryAssociation",Signature=""`},
		"delegated-parent": {"198.51.100.0/24", "--cidr-authorization-context", `Message="CoveredByInternetRegistryAssociation",Signature=""`, "--region", "eu-west-1"},
	} {
		tests[name] = append([]string{"aws", "ec2", "provision-ipam-pool-cidr", "--ipam-pool-id", poolID, "--cidr"}, argv...)
	}
	require.Len(t, tests, len(requests(t)))
	for name, r := range requests(t) {
		c, err := r.Command()
		require.NoError(t, err)
		argv, err := c.Argv(values)
		require.NoError(t, err)
		require.Equal(t, tests[name], argv, name)
	}
}

func TestAVariableWithoutAValueIsAnErrorOfArgv(t *testing.T) {
	c, err := requests(t)["asn-open"].Command()
	require.NoError(t, err)
	require.Equal(t, []string{"IPAM_ID"}, c.Variables())
	require.Contains(t, c.String(), ` --ipam-id "$IPAM_ID" `)
	_, err = c.Argv(nil)
	require.EqualError(t, err, "the shell variable IPAM_ID has no value")
}

func TestAVariableWithATextBeforeItIsOneWord(t *testing.T) {
	require.Equal(t, `prefix="$CIDR"`, provision.Arg{Text: "prefix=", Variable: "CIDR"}.String())
	require.Equal(t, `'a b'"$CIDR"`, provision.Arg{Text: "a b", Variable: "CIDR"}.String())
	require.Equal(t, `"$CIDR".arpa`, provision.Arg{Variable: "CIDR", After: ".arpa"}.String())
	require.Equal(t, `"$CIDR"'a b'`, provision.Arg{Variable: "CIDR", After: "a b"}.String())
}

func TestAQuotedWordSurvivesAnyShell(t *testing.T) {
	for _, shell := range []string{"sh", "bash", "zsh"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		for _, word := range []string{"", "private-key.pem", "my key.pem", "it's", `a"b`, "$HOME", "`id`", "a;b", "*", "~", "\n", "ü", "-x", `\`, "a|b", "=c.pem", "=ls"} {
			out, err := exec.Command(path, "-c", "printf %s "+provision.POSIX.Quote(word)).Output()
			require.NoError(t, err, "%s %q", shell, word)
			require.Equal(t, word, string(out), shell)
		}
	}
	require.Equal(t, "private-key.pem", provision.POSIX.Quote("private-key.pem"))
	require.Equal(t, "'=c.pem'", provision.POSIX.Quote("=c.pem"), "which zsh would look up as a command")
}

package cli

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/provision"
)

// Files by kind, as they are usually called.
var (
	certificateFiles = []string{"pem", "crt", "cer", "der", "txt"}
	keyFiles         = []string{"pem", "key", "der"}
	publicKeyFiles   = []string{"pem", "pub", "der"}
	recordFiles      = []string{"json", "txt", "whois"}
	carriedFiles     = []string{"json", "txt"}
)

// services are the values of --service.
var services = []string{string(provision.IPAM), string(provision.EC2), string(provision.GlobalAccelerator)}

// offered are the values of flags, by the command, or by any for "".
var offered = map[string]map[string][]string{
	"": {
		"rir": {"arin", "ripe", "apnic", "lacnic", "afrinic"}, "service": services, "color": {"auto", "always", "never"},
		"signer-input": {inputMessage, inputDigest}, "from": nil, "region": regionCodes(), "locale": regionCodes(),
	},
	"publish":   {"rir": {"arin", "ripe", "apnic", "none"}},
	"unpublish": {"rir": {"arin", "ripe", "apnic"}},
	"preflight": {"format": {"text", "json", "markdown", "html", "junit"}},
	"aws":       {"format": {"cli", "json", "terraform", "runbook"}, "proof-method": {"message", "dns-token", "delegated-rpki"}},
	"seen":      {"format": {"text", "json", "html"}},
	"status":    {"format": {"text", "json", "html"}},
	"encode":    {"from": {"raw", "base64", "hex"}},
	"decode":    {"to": {"raw", "base64", "hex"}},
}

// filesOf are the endings of the files that a flag names.
var filesOf = map[string][]string{
	"cert": certificateFiles, "key": keyFiles, "public-key": publicKeyFiles, "record": recordFiles, "vrps": {"json", "csv", "txt"},
	"bootstrap": {"json"}, "batch": {"txt"}, "object": {"json", "txt", "xml"}, "proof": {"json"}, "parent-response": {"xml"},
}

// operandFiles are the endings of the files that an argument names, by what it is
// called.
var operandFiles = map[string][]string{
	"the certificate": certificateFiles, "the request": carriedFiles, "the response": carriedFiles, "the signature": {"txt", "bin"}, "a file": {"json"},
}

func regionCodes() []string {
	codes := slices.Sorted(maps.Values(regions))
	return slices.Compact(codes)
}

// completes has every command below offer values where there are few, and files of
// the kind that belongs there.
func completes(cmd *cobra.Command) {
	for _, below := range cmd.Commands() {
		completes(below)
	}
	for _, values := range []map[string][]string{offered[cmd.Name()], offered[""]} {
		for flag, all := range values {
			if len(all) > 0 && cmd.Flag(flag) != nil {
				offer(cmd, flag, cobra.FixedCompletions(all, cobra.ShellCompDirectiveNoFileComp))
			}
		}
	}
	for flag, endings := range filesOf {
		if f := cmd.Flag(flag); f != nil {
			offer(cmd, flag, ofKind(endings))
		}
	}
	if cmd.ValidArgsFunction == nil && !cmd.HasSubCommands() {
		cmd.ValidArgsFunction = operandCompletion
	}
}

// offer registers a flag's values; what is registered already stays.
func offer(cmd *cobra.Command, flag string, values cobra.CompletionFunc) {
	if _, found := cmd.GetFlagCompletionFunc(flag); !found {
		_ = cmd.RegisterFlagCompletionFunc(flag, values) // an error is that it is registered
	}
}

func ofKind(endings []string) cobra.CompletionFunc {
	return cobra.FixedCompletions(endings, cobra.ShellCompDirectiveFilterFileExt)
}

// operandCompletion offers the files that an argument names, and nothing for a text.
func operandCompletion(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	for kind, names := range cmd.Annotations {
		all := strings.Split(names, ",")
		if kind == takesText || len(args) >= len(all) {
			continue
		}
		if endings := operandFiles[all[len(args)]]; endings != nil {
			return endings, cobra.ShellCompDirectiveFilterFileExt
		}
		return nil, cobra.ShellCompDirectiveDefault
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

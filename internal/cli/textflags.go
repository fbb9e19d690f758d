package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
)

// operandName is what an argument of a command is called, such as "the message".
func operandName(cmd *cobra.Command, i int) string {
	for _, names := range cmd.Annotations {
		if all := strings.Split(names, ","); i < len(all) {
			return all[i]
		}
	}
	return "an argument"
}

// refuseFileNames refuses a message and a signature that are exchanged, or that are
// the name of a file in the place of its content; and a file's name in the way in
// which the AWS CLI takes it, where a plain one is wanted.
func refuseFileNames(cmd *cobra.Command, args []string) error {
	texts, files := namedTexts(cmd, args)
	if exchanged(texts) {
		return errors.New("--message and --signature are swapped: the message is the one that begins with 1|aws|")
	}
	for _, t := range texts {
		name, isURL := strings.CutPrefix(t.path, "file://")
		if isURL || isFile(t.path) {
			return hint(fmt.Errorf("%s is a text, and %s is the name of a file", t.what, problem.Quote(t.path)),
				"give its content: \"$(cat "+provision.POSIX.Quote(name)+")\"")
		}
	}
	for _, f := range files {
		if name, isURL := strings.CutPrefix(f.path, "file://"); isURL {
			return fmt.Errorf("%s takes the name of a file as it is: write %s", f.what, problem.Visible(name))
		}
		if strings.HasPrefix(f.path, "-----BEGIN CERTIFICATE-----") || strings.HasPrefix(f.path, "-----BEGIN PUBLIC KEY-----") {
			return hint(fmt.Errorf("%s takes the name of a file, and that is the file's content", f.what), "from a variable, - takes it from standard input: printf '%s\\n' \"$VARIABLE\" | … "+f.what+" -")
		}
	}
	return nil
}

// namedTexts are the texts that a command was given, and the files that it was
// given to read.
func namedTexts(cmd *cobra.Command, args []string) (texts, files []place) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		p := place{what: "--" + f.Name, path: f.Value.String()}
		switch {
		case annotated(f, takesText):
			texts = append(texts, p)
		case annotated(f, readsFile):
			files = append(files, p)
		}
	})
	for kind, names := range cmd.Annotations {
		for i, what := range strings.Split(names, ",") {
			switch {
			case i >= len(args):
			case kind == takesText:
				texts = append(texts, place{what: what, path: args[i]})
			default:
				files = append(files, place{what: what, path: args[i]})
			}
		}
	}
	return texts, files
}

// exchanged says whether the signature is a message, and the message is none.
func exchanged(texts []place) bool {
	given := map[string]string{}
	for _, t := range texts {
		given[t.what] = t.path
	}
	m, s := given["--message"], given["--signature"]
	return strings.HasPrefix(s, "1|") && m != "" && m != "-" && !strings.Contains(m, "|")
}

// isFile says whether a text, that is nothing else, is the name of a file.
func isFile(text string) bool {
	if text == "" || len(text) > 255 || strings.Contains(text, "|") {
		return false
	}
	info, err := os.Stat(text)
	return err == nil && info.Mode().IsRegular()
}

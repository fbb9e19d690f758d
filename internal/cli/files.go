package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// What a flag or an argument names, as annotations of the flag or the command. Each
// that names a file has one, so that the rules of [apart] and [oneReader] hold for
// every command.
const (
	readsFile  = "byoasn_reads"    // a file that is read, - for standard input
	takesText  = "byoasn_text"     // a text, - for standard input
	readsFD    = "byoasn_reads_fd" // a file descriptor that is read
	writesFile = "byoasn_writes"   // a file that is written, - for standard output
	writesMany = "byoasn_writes_many"

	readsFileOrStdin = "byoasn_reads_or_stdin" // the same as readsFile, and standard input if it is missing
)

// uses annotates flags with what they name.
func uses(cmd *cobra.Command, what string, names ...string) {
	for _, name := range names {
		if err := cmd.Flags().SetAnnotation(name, what, []string{}); err != nil {
			panic(err) // a flag that is not there is a mistake of the programmer
		}
	}
}

// operands annotates a command's arguments with what they are called, such as "the
// request". With readsFile each names a file that is read; with takesText it is a
// text, or standard input's.
func operands(cmd *cobra.Command, kind string, names ...string) {
	cmd.Annotations = map[string]string{kind: strings.Join(names, ",")}
}

// operandsOf are the arguments that name inputs.
func (a *app) operandsOf(cmd *cobra.Command, args []string) (inputs []place) {
	for kind, names := range cmd.Annotations {
		if kind == readsFileOrStdin && len(args) == 0 {
			args = []string{"-"}
		}
		for i, what := range strings.Split(names, ",") {
			if i < len(args) && (kind != takesText || args[i] == "-") {
				inputs = append(inputs, place{what: what, path: args[i]})
			}
		}
	}
	return inputs
}

// checkFiles refuses two inputs from one stream, and an output that is an input,
// before anything is read or written.
func (a *app) checkFiles(cmd *cobra.Command, args []string) error {
	inputs, outputs := a.places(cmd, args)
	if err := oneReader(inputs); err != nil {
		return err
	}
	return apart(outputs, inputs)
}

// A place is a file that a command reads or writes, and what it is called in an
// error.
type place struct {
	what, path string
	info       fs.FileInfo // of what links lead to; nil if it is not there
	target     string      // what links lead to, there or not
}

func (a *app) input(what, path string) place {
	if path == "-" {
		return place{what, path, statStream(a.Stdin), path}
	}
	return output(what, path)
}

func output(what, path string) place {
	info, err := os.Stat(path)
	if path == "-" || err != nil {
		info = nil
	}
	return place{what, path, info, target(path)}
}

// shownBeside is the name of a file that two places are.
func (p place) shownBeside(other place) string {
	if p.path == "-" {
		return inputName(other.path)
	}
	return p.path
}

// places are all files that a command will read, and all that it may write.
func (a *app) places(cmd *cobra.Command, args []string) (inputs, outputs []place) {
	reads := func(what, path string) { inputs = append(inputs, a.input(what, path)) }
	writes := func(what, path string) { outputs = append(outputs, output(what, path)) }
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		for _, value := range valuesOf(f) {
			switch what := "--" + f.Name; {
			case value == "":
			case annotated(f, readsFile), annotated(f, takesText) && value == "-":
				reads(what, value)
			case annotated(f, readsFD) && value[0] != '-':
				reads(what, descriptor(value))
			case annotated(f, writesFile):
				writes(what, value)
			case annotated(f, writesMany):
				for i := range mostCodes {
					writes(what, codeFile(value, i+1))
				}
			}
		}
	})
	for _, in := range a.operandsOf(cmd, args) {
		reads(in.what, in.path)
	}
	if info := statStream(a.Stdout); info != nil && info.Mode().IsRegular() {
		outputs = append(outputs, place{"standard output", "-", info, "-"})
	}
	return inputs, outputs
}

func annotated(f *pflag.Flag, what string) bool {
	_, found := f.Annotations[what]
	return found
}

// descriptor is the path of an open file; 0 is standard input.
func descriptor(number string) string {
	if number == "0" {
		return "-"
	}
	return "/dev/fd/" + number
}

// oneReader refuses two inputs that are one stream: each would get what the other
// has left.
func oneReader(inputs []place) error {
	for i, in := range inputs {
		for _, other := range inputs[:i] {
			switch {
			case isStdin(in.path) && isStdin(other.path):
				return fmt.Errorf("%s and %s cannot both come from standard input", other.what, in.what)
			case sameStream(in.info, other.info):
				return fmt.Errorf("%s and %s cannot both come from one stream, %s", other.what, in.what, inputName(in.path))
			}
		}
	}
	return nil
}

// isStdin says whether a path is a name of standard input.
func isStdin(path string) bool {
	switch path {
	case "-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0":
		return true
	}
	return false
}

// sameStream says whether two are one pipe or socket, where what is read is gone.
func sameStream(one, other fs.FileInfo) bool {
	const streams = fs.ModeNamedPipe | fs.ModeSocket
	return one != nil && other != nil && one.Mode()&streams != 0 && os.SameFile(one, other)
}

func statStream(stream any) fs.FileInfo {
	f, ok := stream.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	return info
}

// apart refuses an output that is another output, or an input, before anything is
// made: what is written last would be lost, or what is read first.
func apart(outputs, inputs []place) error {
	for i, out := range outputs {
		for _, other := range append(outputs[:i:i], inputs...) {
			if same(out, other) {
				return fmt.Errorf("%s and %s are the same file, %s: give each its own", other.what, out.what, out.shownBeside(other))
			}
		}
	}
	return nil
}

// same says whether two places are one file, which may not be there yet. Names
// that differ in case alone are one on many file systems.
func same(one, other place) bool {
	if one.info != nil && other.info != nil && os.SameFile(one.info, other.info) {
		return true
	}
	if one.path == "-" || other.path == "-" {
		return false
	}
	return strings.EqualFold(filepath.Base(one.target), filepath.Base(other.target)) &&
		sameFolder(filepath.Dir(one.target), filepath.Dir(other.target))
}

func sameFolder(one, other string) bool {
	if one == other {
		return true
	}
	a, err := os.Stat(one)
	if err != nil {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// target is what a chain of links leads to, there or not.
func target(path string) string {
	const longest = 40 // links, as Linux has it
	for range longest {
		link, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(filepath.Dir(path), link)
		}
		path = link
	}
	return filepath.Clean(path)
}

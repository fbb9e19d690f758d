package roa

import (
	"fmt"
	"io"

	"github.com/byoasn/byoasn/problem"
)

// What can be wrong with a file of VRPs, or with a question. Those from vrps-slurm on
// are files that do belong to the RPKI, and are not what is read here. Those that no
// program has to tell apart have no name: [IDs] lists all.
const (
	NotRoute        problem.ID = "not-a-route"            // a question that is not about a route
	malformedFile   problem.ID = "vrps-malformed"         // not of its form, or with an entry that cannot be
	cutShortFile    problem.ID = "vrps-cut-short"         // wraps [io.ErrUnexpectedEOF] where the end is missing
	TooLarge        problem.ID = "vrps-too-large"         // past a bound
	emptyFile       problem.ID = "vrps-empty"             // whole, and without an entry
	compressedFile  problem.ID = "vrps-compressed"        // gzip, ZIP and the like
	foreignFile     problem.ID = "vrps-foreign"           // a web page, something binary, other JSON
	slurmFile       problem.ID = "vrps-slurm"             // local exceptions (RFC 8416)
	birdFile        problem.ID = "vrps-bird"              // BIRD's configuration
	openBGPDFile    problem.ID = "vrps-openbgpd"          // OpenBGPD's roa-set
	rpslFile        problem.ID = "vrps-rpsl"              // route objects
	validityAnswer  problem.ID = "vrps-validity-api"      // Routinator's answer about a route
	summaryFile     problem.ID = "vrps-summary"           // a validator's statistics
	oneRouteFile    problem.ID = "ripestat-answer"        // an answer about one route, where a whole file is needed
	RIPEstatRefused problem.ID = "ripestat-refused"       // RIPEstat gave no answer; Seen is its status_code
	RIPEstatUnsound problem.ID = "ripestat-contradiction" // the answer's state is not what its VRPs say
)

// IDs returns them all.
func IDs() []problem.ID {
	return []problem.ID{problem.NoTime, NotRoute, malformedFile, cutShortFile, TooLarge, emptyFile, compressedFile, foreignFile, slurmFile, birdFile, openBGPDFile,
		rpslFile, validityAnswer, summaryFile, oneRouteFile, RIPEstatRefused, RIPEstatUnsound}
}

// theFile is what a problem is about.
const theFile = "the file of VRPs"

// exportAgain is the fix of a file that is damaged.
const exportAgain = "export it anew, whole"

// fault is something wrong at a place in a file.
func fault(path, what string) *problem.Problem {
	return &problem.Problem{ID: malformedFile, Field: theFile, Path: path, What: what, Fix: exportAgain}
}

func tooLarge(path, what string, most int) *problem.Problem {
	return &problem.Problem{ID: TooLarge, Field: theFile, Path: path, What: fmt.Sprintf("has more than the %d %s that are read", most, what)}
}

func cutShort() *problem.Problem {
	return &problem.Problem{ID: cutShortFile, Field: theFile, What: "is cut short: its JSON has no end", Fix: exportAgain, Err: io.ErrUnexpectedEOF}
}

func noTime() *problem.Problem {
	return &problem.Problem{ID: problem.NoTime, Field: theFile, What: "cannot be judged: the time now was not given, and VRPs end", Fix: "pass the time now"}
}

func noVRPs(path string) *problem.Problem {
	return &problem.Problem{ID: emptyFile, Field: theFile, Path: path, What: "is empty: the validator had no data when it wrote it", Fix: exportAgain}
}

// quote and clip show a text of the file.
func quote[T string | []byte](s T) string { return problem.Quote(string(s)) }

func clip(s string) string { return problem.Clip(s, problem.MaxShown) }

// Package cli is the whole command line of byoasn. [Main] runs one command
// against the streams and the clock of an [Env], so that tests run it in
// process.
//
// Four voices, after the example of age: notes, warnings, errors and hints, each
// on standard error and with the program's name in front. Standard output
// carries answers and nothing else.
//
// Exit status: 0 is yes, 1 a definite no, 2 a wrong command or input, 3 that it
// could not be found out. What a signal stops has the status that a shell gives it,
// 128 and the signal's number.
package cli

// Package status says where a job stands: for each AS number and range of a proof
// file a line a step, from the key to the announced route, and the one command to run
// next, in the user's own values.
//
//	changed := status.Note(file, answer, now) // what AWS answers; package awsstate
//	report := status.Of(status.Input{File: file, Path: "byoasn.json", Now: now})
//	report.Verdict           // pass: all is done
//	report.Ways[0].Next      // "byoasn sign --proof byoasn.json"
//	report.Text(80, nil)
//
// No clock, file or network is read. What is judged is what the proof file tells: its
// values, and the looks that the commands noted in it, with their time. What AWS
// answers becomes looks by [Note].
//
// # Verdicts
//
// A line is pass, warn (done, and something should be looked at), fail (a definite
// no: AWS refused, the message has expired) or unknown: not done yet, under way, or
// not found out. Once AWS has provisioned, the steps before that are not needed any
// more and count no longer, whatever becomes of the certificate and the message.
//
// A way is fail if a line that counts is, else unknown if one is, else pass; and so is
// the report of its ways.
package status

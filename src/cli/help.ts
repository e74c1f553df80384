/** `why403 help`: every command with one line, and where to read on. */
export const HELP = `why403 answers, with proof, why a request is forbidden.

  why403 serve                                start the service (npm start)
  why403 diagnose [METHOD] URL [--as NAME]    reproduce a refusal and walk the runbook here
  why403 explain [FILE|-]                     say who refused, from a response you have
  why403 signatures [WORD…]                   what is recognised, and by what; --lint checks it
  why403 checks [NAME]                        what a runbook may check, and what it finds
  why403 runbook lint|tree|new                check, draw and begin runbooks
  why403 slack manifest --url https://…       print the Slack app's manifest
  why403 help [COMMAND]                       this, or a command's own page

In a checkout: npm run -s why403 -- COMMAND …
Configuration: environment and why403.yaml, see README.md.
`

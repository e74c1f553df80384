/** `INC-7`. */
export function incidentName(incident: number): string {
  return `INC-${incident}`
}

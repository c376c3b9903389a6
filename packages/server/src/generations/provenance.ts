import type { StoredProvenance } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'

/** Says where a generated picture comes from. A remix of a photograph by a trained model is a composite; one of a picture that
 *  was generated itself is generated like it.
 *  @param isModified its source came from a camera or a hand, as far as anybody said. */
export function provenanceOf(
  generator: Generator,
  prompt: string,
  isModified: boolean,
): StoredProvenance & { digitalSourceType: string } {
  const isTrained = generator.digitalSourceType.endsWith('/trainedAlgorithmicMedia')
  return {
    ai: isModified ? 'modified' : 'generated',
    digitalSourceType:
      isModified && isTrained
        ? generator.digitalSourceType.replace(/trainedAlgorithmicMedia$/, 'compositeWithTrainedAlgorithmicMedia')
        : generator.digitalSourceType,
    generator: generator.name,
    ...(generator.model !== undefined && { model: generator.model }),
    prompt,
    generatedAt: new Date().toISOString(),
  }
}

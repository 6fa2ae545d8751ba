/**
 * The words of CBV 2.0 (GS1 Core Business Vocabulary §7). A value may be written as its bare word, as the GS1 web
 * URI, as a compact URI (`cbv:BizStep-shipping`) or as the older URN: here the word stands for all of them.
 */
export interface Vocabulary {
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** Before the word in the GS1 web URI. */
  readonly web: string;
  /** Before the word in the URN of CBV 1; none for what came with 2.0. */
  readonly urn?: string;
}

const CBV = 'https://ref.gs1.org/cbv/';
const GS1 = 'https://gs1.org/voc/';

function vocabulary(name: string, web: string, urn: string | undefined, words: string): Vocabulary {
  return { name, words: new Set(words.split(' ')), web, ...(urn === undefined ? undefined : { urn }) };
}

export const BIZ_STEP = vocabulary(
  'bizStep',
  `${CBV}BizStep-`,
  'urn:epcglobal:cbv:bizstep:',
  'accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting ' +
    'decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting ' +
    'installing killing loading other packing picking receiving removing repackaging repairing replacing reserving ' +
    'retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting ' +
    'unloading unpacking void_shipping',
);

export const DISPOSITION = vocabulary(
  'disposition',
  `${CBV}Disp-`,
  'urn:epcglobal:cbv:disp:',
  'active available completeness_inferred completeness_verified conformant container_closed container_open damaged ' +
    'destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance ' +
    'mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed ' +
    'recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown',
);

export const BIZ_TRANSACTION_TYPE = vocabulary(
  'bizTransaction type',
  `${CBV}BTT-`,
  'urn:epcglobal:cbv:btt:',
  'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt',
);

export const SOURCE_DESTINATION_TYPE = vocabulary(
  'source or destination type',
  `${CBV}SDT-`,
  'urn:epcglobal:cbv:sdt:',
  'location owning_party possessing_party',
);

export const ERROR_REASON = vocabulary(
  'error reason',
  `${CBV}ER-`,
  'urn:epcglobal:cbv:er:',
  'did_not_occur incorrect_data',
);

export const SENSOR_TYPE = vocabulary(
  'measurement type',
  GS1,
  undefined,
  'AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance AmountOfSubstancePerUnitVolume ' +
    'Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance Conductivity Count Density ' +
    'Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ' +
    'ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance ' +
    'KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity ' +
    'MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute ' +
    'MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity ' +
    'Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque ' +
    'Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber',
);

export const SENSOR_EXCEPTION = vocabulary('sensor exception', GS1, undefined, 'ALARM_CONDITION ERROR_CONDITION');

export const SENSOR_COMPONENT = vocabulary(
  'sensor component',
  `${CBV}Comp-`,
  undefined,
  'altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle ' +
    'spherical_radius x y z',
);

/**
 * The one form of a value: a bare word for the vocabulary's own, the URI itself for another vocabulary; undefined for a
 * bare word, or a CBV URI, that is not of it. Compact URIs are expanded by the caller.
 */
export function readWord(vocabulary: Vocabulary, value: string): string | undefined {
  if (vocabulary.words.has(value)) return value;
  const { web, urn } = vocabulary;
  const stem = value.startsWith(web) ? web : urn !== undefined && value.startsWith(urn) ? urn : undefined;
  if (stem !== undefined) {
    const word = value.slice(stem.length);
    return vocabulary.words.has(word) ? word : undefined;
  }
  const standard = value.startsWith(CBV) || value.startsWith(GS1) || value.startsWith('urn:epcglobal:cbv:');
  return !standard && value.includes(':') ? value : undefined;
}

/** The full URI of what `readWord` gave. */
export function wordUri(vocabulary: Vocabulary, word: string): string {
  return vocabulary.words.has(word) ? vocabulary.web + word : word;
}

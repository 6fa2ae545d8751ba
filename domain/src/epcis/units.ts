/**
 * Units of quantities: UN/CEFACT Recommendation 20 common codes, those that goods are counted in. Another unit is refused
 * rather than carried along unread: sums must not mix what nobody can compare.
 */
export const UNITS: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map(
  Object.entries({
    // mass
    MGM: { zh: '毫克', en: 'mg' },
    GRM: { zh: '克', en: 'g' },
    KGM: { zh: '千克', en: 'kg' },
    TNE: { zh: '吨', en: 't' },
    // volume
    MLT: { zh: '毫升', en: 'ml' },
    CLT: { zh: '厘升', en: 'cl' },
    LTR: { zh: '升', en: 'l' },
    HLT: { zh: '百升', en: 'hl' },
    MTQ: { zh: '立方米', en: 'm³' },
    // length and area
    MMT: { zh: '毫米', en: 'mm' },
    CMT: { zh: '厘米', en: 'cm' },
    MTR: { zh: '米', en: 'm' },
    KMT: { zh: '千米', en: 'km' },
    MTK: { zh: '平方米', en: 'm²' },
    HAR: { zh: '公顷', en: 'ha' },
    // pieces and packages
    H87: { zh: '件', en: 'pieces' },
    EA: { zh: '个', en: 'each' },
    C62: { zh: '个', en: 'one' },
    PR: { zh: '双', en: 'pairs' },
    DZN: { zh: '打', en: 'dozen' },
    CEN: { zh: '百个', en: 'hundred' },
    MIL: { zh: '千个', en: 'thousand' },
    XCS: { zh: '箱', en: 'cases' },
    SET: { zh: '套', en: 'sets' },
    U2: { zh: '片', en: 'tablets' },
    AV: { zh: '粒', en: 'capsules' },
    D63: { zh: '本', en: 'books' },
    HEA: { zh: '头', en: 'heads' },
    ST: { zh: '张', en: 'sheets' },
    RO: { zh: '卷', en: 'rolls' },
    // activity, energy
    BQL: { zh: '贝可', en: 'Bq' },
    GBQ: { zh: '吉贝可', en: 'GBq' },
    KWH: { zh: '千瓦时', en: 'kWh' },
  }),
);

import ts from 'typescript';

export type Shape = Readonly<Record<string, unknown>>;

const REF = '#/components/schemas/';

/** The compiler tells the parts of a union as it came to know them, which another run may do otherwise. */
const inOrder = <T>(values: readonly T[], by: (value: T) => string = (value) => JSON.stringify(value)): T[] =>
  [...values].sort((one, other) => (by(one) < by(other) ? -1 : 1));

/** A named type is written once and referred to; what is anonymous stands where it is used. */
export class AnswerShapes {
  readonly named = new Map<string, Shape>();
  private readonly names = new Map<ts.Type, string>();

  constructor(private readonly checker: ts.TypeChecker) {}

  /** What JSON makes of a value of the type. An object has exactly the properties that its type declares. @throws on what no JSON can be */
  of(type: ts.Type): Shape {
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (flags & ts.TypeFlags.StringLiteral) return { const: (type as ts.StringLiteralType).value };
    if (flags & ts.TypeFlags.NumberLiteral) return { const: (type as ts.NumberLiteralType).value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isUnion()) return this.union(type.types);
    // A branded id is a string with a promise.
    if (type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.StringLike)) return { type: 'string' };
    if (flags & ts.TypeFlags.Object || type.isIntersection()) return this.object(type);
    throw new Error(`an answer cannot hold ${this.checker.typeToString(type)}`);
  }

  private union(types: readonly ts.Type[]): Shape {
    const parts = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined)).map((part) => this.of(part));
    const constants = parts.flatMap((part) => ('const' in part ? [part['const']] : []));
    const rest = parts.filter((part) => !('const' in part));
    const bool = constants.includes(true) && constants.includes(false);
    const words = inOrder(constants.filter((value) => !(bool && typeof value === 'boolean')));
    const all = [
      ...(words.length > 1 ? [{ enum: words }] : words.map((one) => ({ const: one }))),
      ...(bool ? [{ type: 'boolean' }] : []),
      ...inOrder(rest),
    ];
    const [only] = all;
    return all.length === 1 && only ? only : { anyOf: all };
  }

  private object(type: ts.Type): Shape {
    const name = (type.aliasSymbol ?? type.symbol)?.getName() ?? '';
    if (name === 'Date') return { type: 'string', format: 'date-time' };
    if (this.checker.isTupleType(type)) {
      const items = this.checker.getTypeArguments(type as ts.TypeReference).map((item) => this.of(item));
      return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length };
    }
    if (this.checker.isArrayType(type))
      return { type: 'array', items: this.of(this.checker.getTypeArguments(type as ts.TypeReference)[0]!) };
    const generic =
      (type.aliasTypeArguments?.length ?? 0) > 0 || (this.checker.getTypeArguments(type as ts.TypeReference)?.length ?? 0) > 0;
    if (generic || !/^[A-Z]\w+$/.test(name)) return this.properties(type);
    const known = this.names.get(type);
    if (known) return { $ref: REF + known };
    const taken = [...this.names.values()];
    let own = name;
    for (let n = 2; taken.includes(own); n++) own = `${name}${n}`;
    this.names.set(type, own);
    this.named.set(own, this.properties(type));
    return { $ref: REF + own };
  }

  private properties(type: ts.Type): Shape {
    const properties: Record<string, Shape> = {};
    const required: string[] = [];
    for (const property of inOrder(this.checker.getPropertiesOfType(type), (one) => one.getName())) {
      const of = this.checker.getTypeOfSymbol(property);
      if (of.getCallSignatures().length > 0) throw new Error(`an answer cannot hold the function ${property.getName()}`);
      properties[property.getName()] = this.of(of);
      const maybe =
        property.flags & ts.SymbolFlags.Optional || (of.isUnion() && of.types.some(({ flags }) => flags & ts.TypeFlags.Undefined));
      if (!maybe) required.push(property.getName());
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      additionalProperties: index ? this.of(index.type) : false,
    };
  }
}

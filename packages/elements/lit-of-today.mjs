/** What Lit can do and no element here makes it do, by its built files: the text that does it, and what takes its place.
 *  Some of it is for browsers older than ours, or for elements that a server has drawn; the rest `test/shape/lit.test.ts`
 *  keeps our sources from. Where Lit asks the document, it asks in a way that no name on a page can take.
 *  Each text stands in its file exactly once, or the build stops: another Lit needs another look. */
const unused = {
  'css-tag.js': [
    // Style sheets are always adopted.
    [
      't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
      '!0',
    ],
    // Nothing stands in braces within css`…`, which runs once for each sheet, and nobody makes sheets in another way.
    [
      'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");',
      'this._$cssResult$=!0;',
    ],
    [
      '(t,...e)=>{const o=1===t.length?t[0]:e.reduce((e,s,o)=>e+(t=>{if(!0===t._$cssResult$)return t.cssText;if("number"==typeof t)return t;throw Error("Value passed to \'css\' function must be a \'css\' function result: "+t+". Use \'unsafeCSS\' to pass non-literal values, but take care to ensure page security.")})(s)+t[o+1],t[0]);return new n(o,t,s)}',
      't=>new n(t[0],t,s)',
    ],
    [
      'let t=this.o;const s=this.t;if(e&&void 0===t){const e=void 0!==s&&1===s.length;e&&(t=o.get(s)),void 0===t&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),e&&o.set(s,t))}return t',
      'let t=this.o;return void 0===t&&(this.o=t=new CSSStyleSheet).replaceSync(this.cssText),t',
    ],
    ['this.cssText=t,this.t=e', 'this.cssText=t'],
    ['t instanceof CSSStyleSheet?t:t.styleSheet)', 't.styleSheet)'],
  ],
  'reactive-element.js': [
    ['a.reactiveElementPolyfillSupport', 'void 0'],
    // Decorators, and what they note.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'],
    [',void 0!==t.l&&(this.l=[...t.l])'],
    [',this.constructor.l?.forEach(t=>t(this))'],
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
    ],
    // Properties with `state`, `noAccessor`, `converter`, `hasChanged` or `useDefault`, with a symbol for a name, and
    // with a type but Boolean and Number. One is reflected, and that is text.
    ['c=a.trustedTypes,l=c?c.emptyScript:"",'],
    [
      'switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t',
      'return t',
    ],
    ['case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}'],
    ['s.state&&(s.attribute=!1),'],
    [',!s.noAccessor){', '){'],
    ['const t=this.properties,s=[...r(t),...o(t)];', 'const t=this.properties,s=r(t);'],
    ['(void 0!==i.converter?.toAttribute?i.converter:u)', 'u'],
    [
      '"function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;',
      'u;',
    ],
    ['r??this._$Ej?.get(e)??r', 'r'],
    [
      'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;',
      'requestUpdate(t,s,i){if(void 0!==t){if(i??=this.constructor.getPropertyOptions(t),!f(this[t],s))return;',
    ],
    [
      'C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}',
      'C(t,s,{reflect:e}){this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t)}',
    ],
    ['attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f'],
    // Styles that are nested, doubled, or no list.
    [
      'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
      'return s',
    ],
    // Moments of an update that nobody overrides.
    [
      'const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending',
      'return this.performUpdate(),!this.isUpdatePending',
    ],
    ['scheduleUpdate(){return this.performUpdate()}'],
    [
      'let t=!1;const s=this._$AL;try{t=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)',
      'const s=this._$AL;try{this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)}catch(s){throw this._$EM(),s}this._$AE(s)',
    ],
    ['willUpdate(t){}'],
    ['(this.hasUpdated=!0,this.firstUpdated(t))', '(this.hasUpdated=!0)'],
    ['firstUpdated(t){}'],
    ['shouldUpdate(t){return!0}'],
    ['return this.getUpdateComplete()}getUpdateComplete(){', ''],
    // Which one it is, for a warning about several.
    [',(a.reactiveElementVersions??=[]).push("2.1.2")'],
    // Names that a compiler would change.
    ['d=(t,s)=>t', 'd=t=>t'],
  ],
  'lit-element.js': [
    [',s.litElementHydrateSupport?.({LitElement:i})'],
    ['s.litElementPolyfillSupport', 'void 0'],
    ['(s.litElementVersions??=[]).push("4.2.2");'],
    // Directives that hear of it when they leave the page.
    [
      'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
    ],
    ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),'],
  ],
  'lit-html.js': [
    ['t.litHtmlPolyfillSupport', 'void 0'],
    // Which one it is, for a warning about several.
    [',(t.litHtmlVersions??=[]).push("3.3.3")'],
    // Templates that begin inside of an <svg> or a <math>.
    ['2===i?"<svg>":3===i?"<math>":""', '""'],
    ['+(2===i?"</svg>":3===i?"</math>":"")'],
    ['N=(t,i)=>{const s=t.length-1', 'N=t=>{const s=t.length-1'],
    ['constructor({strings:t,_$litType$:i},e){', 'constructor({strings:t},e){'],
    ['[f,v]=N(t,i)', '[f,v]=N(t)'],
    [
      'if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}for(',
      'this.el=S.createElement(f,e),P.currentNode=this.el.content;for(',
    ],
    // Bindings within a <textarea>, <title>, <style> or <script>, comments in templates, and bindings for the name of a tag.
    ['(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))', '(?:\\/?[a-zA-Z][^>\\s]*|\\/?$)'],
    [
      '"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p)',
      '(c=p)',
    ],
    ['(c=n??v,d=-1)', '(c=v,d=-1)'],
    [':(c=p,n=void 0)', ':(c=p)'],
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
    ],
    ['c===_||c===m?c=v:'],
    ['else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}'],
    // Templates that were compiled, and documents other than this one.
    [
      'const{values:i,_$litType$:s}=t,e="number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);',
      'const{values:i}=t,e=this._$AC(t);',
    ],
    // The document's own methods: a picture or form of the page that is called like one is found in its place.
    ['l=document,c=()=>l.createComment("")', 'l=Document.prototype,c=()=>new Comment'],
    ['P=l.createTreeWalker(l,129)', 'P=l.createTreeWalker.call(document,document,129)'],
    ['return P.currentNode=l,', 'return P.currentNode=document,'],
    ['l.createElement("template")', 'l.createElement.call(document,"template")'],
    ['l.createTextNode(t)', 'new Text(t)'],
    ['(t?.creationScope??l).importNode(', 'l.importNode.call(document,'],
    // Directives that hear of it when they leave the page.
    ['(h?._$AO?.(!1),void 0===o', '(void 0===o'],
    ['this._$AN=void 0,this._$AD=t', 'this._$AD=t'],
    ['this._$AN=void 0,this._$AA=t', 'this._$AA=t'],
    ['this._$AN=void 0,this.element=t', 'this.element=t'],
    ['this.type=6,this._$AN=void 0,'],
    [',this._$Cv=e?.isConnected??!0'],
    ['this._$AP?.(!1,!0,s)', ''],
    ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}'],
    ['get _$AU(){return this._$AM?._$AU??this._$Cv}'],
    ['get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}'],
    ['get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}'],
    ['this.options=s}get _$AU(){return this._$AM._$AU}', 'this.options=s}'],
    // What directives may ask of a part.
    [
      'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}',
    ],
    ['this.type=2,this._$AH=A', 'this._$AH=A'],
    ['this.type=1,this._$AH=A', 'this._$AH=A'],
    ['constructor(){super(...arguments),this.type=3}'],
    ['constructor(){super(...arguments),this.type=4}'],
    ['constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}'],
  ],
  'directive-helpers.js': [
    ['document.createComment("")', 'new Comment'],
    ['let t;e._$AQ?.(o),e._$AM=o,void 0!==e._$AP&&(t=o._$AU)!==n._$AU&&e._$AP(t)', 'e._$AM=o'],
  ],
  'directive.js': [['get _$AU(){return this._$AM._$AU}']],
}

/** Takes out of Lit what no element here makes it do. */
export function litOfToday() {
  return {
    name: 'lit-of-today',
    transform(code, id) {
      const [, file] = /\/node_modules\/(?:@lit\/reactive-element|lit-html|lit-element)\/([^/]+)$/.exec(id) ?? []
      let left = code
      for (const [text, rest = ''] of unused[file] ?? []) {
        const parts = left.split(text)
        if (parts.length !== 2) this.error(`${file} does not say once: ${text}`)
        left = parts.join(rest)
      }
      return left === code ? null : { code: left, map: null }
    },
  }
}

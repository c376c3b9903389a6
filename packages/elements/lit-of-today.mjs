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
    ['this.cssText=t,this.t=e', 'this.cssText=t'],
    // Our elements make their sheets and put them on themselves.
    [
      'get styleSheet(){let t=this.o;const s=this.t;if(e&&void 0===t){const e=void 0!==s&&1===s.length;e&&(t=o.get(s)),void 0===t&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),e&&o.set(s,t))}return t}toString(){return this.cssText}',
    ],
    [
      'S=(s,o)=>{if(e)s.adoptedStyleSheets=o.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(const e of o){const o=document.createElement("style"),n=t.litNonce;void 0!==n&&o.setAttribute("nonce",n),o.textContent=e.cssText,s.appendChild(o)}}',
      'S=0',
    ],
  ],
  'reactive-element.js': [
    ['a.reactiveElementPolyfillSupport', 'void 0'],
    // Each of our elements makes its own root.
    [
      'createRenderRoot(){const t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(t,this.constructor.elementStyles),t}',
    ],
    [',y.shadowRootOptions={mode:"open"}'],
    // Decorators, and what they note.
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'],
    [',this.constructor.l?.forEach(t=>t(this))'],
    // Elements below one another; properties with `state`, `noAccessor`, `converter`, `hasChanged` or `useDefault`, with a
    // symbol for a name, and with a type but Boolean and Number; styles that are nested, doubled, or no list. A class is made
    // ready in one go, when the browser asks what attributes it has.
    [
      'static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,s=b){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}',
      'static get observedAttributes(){if(!this._$Eh){this.elementStyles=this.styles,this.elementProperties=new Map(Object.entries(this.properties)),this._$Eh=new Map;for(const[t,s]of this.elementProperties){const i=Symbol(),r=this._$Eu(t,s),{get:o,set:n}=h(this.prototype,t)??{get(){return this[i]},set(t){this[i]=t}};e(this.prototype,t,{get:o,set(e){const i=o.call(this);n.call(this,e),this.requestUpdate(t,i,s)},configurable:!0,enumerable:!0}),void 0!==r&&this._$Eh.set(r,t)}}return[...this._$Eh.keys()]}',
    ],
    [
      'static _$Ei(){if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(d("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}this._$Eh=new Map;for(const[t,s]of this.elementProperties){const i=this._$Eu(t,s);void 0!==i&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(s){const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i}',
    ],
    [',y[d("elementProperties")]=new Map,y[d("finalized")]=new Map'],
    ['"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0', 'i??t.toLowerCase()'],
    // Accessors of an element's own whose first value is heard of as a change.
    [
      'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
    ],
    ['case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}'],
    [
      'attributeChangedCallback(t,s,i){this._$AK(t,i)}',
      'attributeChangedCallback(t,s,i){const e=this.constructor,h=e._$Eh.get(t);this._$Em!==h&&(this._$Em=h,this[h]=u.fromAttribute(i,e.getPropertyOptions(h).type),this._$Em=null)}',
    ],
    [
      '_$AK(t,s){const i=this.constructor,e=i._$Eh.get(t);if(void 0!==e&&this._$Em!==e){const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,this._$Em=null}}',
    ],
    [
      'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;',
      'requestUpdate(t,s,i){if(void 0!==t){if(i??=this.constructor.getPropertyOptions(t),!f(this[t],s))return;',
    ],
    [
      'C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}',
      'C(t,s,{reflect:e}){this._$AL.has(t)||(this.hasUpdated||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t)}',
    ],
    ['attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f'],
    // One property is reflected, and that is text.
    ['c=a.trustedTypes,l=c?c.emptyScript:"",'],
    [
      'toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},',
    ],
    [
      '_$ET(t,s){const i=this.constructor.elementProperties.get(t),e=this.constructor._$Eu(t,i);if(void 0!==e&&!0===i.reflect){const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h),this._$Em=null}}',
      '_$ET(t,s){const e=this.constructor._$Eu(t,this.constructor.getPropertyOptions(t));this._$Em=t,null==s?this.removeAttribute(e):this.setAttribute(e,s),this._$Em=null}',
    ],
    // Moments of an update that nobody overrides.
    ['this._$Ev()}_$Ev(){', ''],
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
    ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t))', 'this.hasUpdated=!0'],
    ['firstUpdated(t){}'],
    ['shouldUpdate(t){return!0}'],
    ['return this.getUpdateComplete()}getUpdateComplete(){', ''],
    // Which one it is, for a warning about several.
    [',(a.reactiveElementVersions??=[]).push("2.1.2")'],
    // Names that a compiler would change.
    ['d=(t,s)=>t,'],
  ],
  'lit-element.js': [
    ['createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}'],
    ['i._$litElement$=!0,i["finalized"]=!0,s.litElementHydrateSupport?.({LitElement:i});'],
    ['s.litElementPolyfillSupport', 'void 0'],
    ['(s.litElementVersions??=[]).push("4.2.2");'],
    // Directives that hear of it when they leave the page.
    [
      'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
    ],
    ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),'],
    [',this._$Do=void 0'],
    ['this._$Do=e(', 'e('],
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
    // Attributes in single quotes.
    [`'"'===u[3]?$:g`, '$'],
    ['c===$||c===g?c=p:', ''],
    [':(c=p,n=void 0)', ':(c=p)'],
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
    ],
    ['c===_||c===m?c=v:'],
    ['void 0!==s&&(void 0!==s.strings?', '(void 0!==s.strings?'],
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

/** The people of the demo. None has a password, so nobody can sign in as one of them. */
export const people = [
  { handle: 'mara_lind', name: 'Mara Lind', bio: 'Lives by the sea and paints it with words.' },
  { handle: 'jonas_weber', name: 'Jonas Weber', bio: 'Wandern, Nebel, Kaffee.' },
  { handle: 'studio_nord', name: 'Studio Nord', bio: 'Two people, one prompt a day.' },
  { handle: 'ines_o', name: 'Inês Oliveira', bio: 'Colour first, everything else later.' },
  { handle: 'felicitas', name: 'Felicitas Brandt', bio: 'Stillleben und stille Leben.' },
  { handle: 'tomasz_k', name: 'Tomasz K.', bio: 'Pixels, trains, rain.' },
  { handle: 'okonkwo_ada', name: 'Ada Okonkwo', bio: 'Here for the skies.' },
  { handle: 'lou_p', name: 'Lou', bio: '' },
  { handle: 'henrike', name: 'Henrike', bio: 'Liest mehr als sie schreibt.' },
]
